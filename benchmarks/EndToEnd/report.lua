-- wrk's summary in one line that a program can read; times in microseconds. Nothing runs per request.
function done(summary, latency, requests)
    local errors = summary.errors
    io.write(string.format("result %d %d %d %d %d %d\n",
        summary.requests, summary.duration,
        errors.status, errors.connect + errors.read + errors.write + errors.timeout,
        latency:percentile(50), latency:percentile(99)))
end
