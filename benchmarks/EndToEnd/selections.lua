-- What callers ask for who do not all ask for the same: one of three selections in turn, or with the argument "fresh" one
-- that nobody has asked for yet. The summary is that of report.lua.
dofile(debug.getinfo(1, "S").source:match("@(.*/)") .. "report.lua")

local number, fresh, three = 0, false, {}

function init(arguments)
    fresh = arguments[1] == "fresh"
    math.randomseed(os.time())
    for i, query in ipairs({ "", "?tag=benchmark", "?test=check-000&test=check-011&test=check-022&test=check-033" }) do
        three[i] = wrk.format("GET", wrk.path .. query)
    end
end

function request()
    number = number + 1
    if not fresh then
        return three[number % 3 + 1]
    end

    local query = {}
    for i = 1, 10 do
        query[i] = string.format("test=check-%03d", math.random(0, 99))
    end

    return wrk.format("GET", wrk.path .. "?" .. table.concat(query, "&"))
end
