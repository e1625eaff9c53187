namespace HealthPoint.Generators.Behaviour;

/// <summary>Tells from a name whether what it names is a secret.</summary>
internal static class SecretNames
{
    extension(string name)
    {
        /// <summary>
        /// Whether the name ends in a word for a secret. Where another word follows, the name means something else:
        /// <c>tokenCount</c>, <c>passwordPolicy</c>, <c>secretName</c>.
        /// </summary>
        public bool NamesSecret
        {
            get
            {
                var words = Words(name);
                var end = words.Count;
                while (end > 1 && words[end - 1] is "value" or "text" or "raw" or "async")
                {
                    end--;
                }

                if (end == 0 || words.Exists(IsMask))
                {
                    return false;
                }

                var before = end > 1 ? words[end - 2] : "";
                return words[end - 1] switch
                {
                    "password" or "passwords" or "passwd" or "pwd" or "passphrase" => true,
                    "secret" or "secrets" or "credential" or "credentials" => true,
                    "connectionstring" or "connectionstrings" or "apikey" or "accesskey" or "accountkey" or "privatekey" => true,
                    "string" or "strings" or "str" => before is "connection" or "conn",
                    "key" or "keys" => before is "api" or "access" or "account" or "private" or "secret" or "signing" or "encryption",
                    "token" or "tokens" => !IsHarmlessToken(before),
                    _ => false,
                };
            }
        }
    }

    /// <summary>Whether the token opens nothing: it is a place in a list, a sign of change, or a part of a text.</summary>
    private static bool IsHarmlessToken(string before) => before is
        "cancellation" or "cancel" or "stopping" or "continuation" or "continue" or "page" or "paging" or "cursor" or "checkpoint" or "next" or "skip" or "resume"
        or "change" or "delta" or "sync" or "concurrency" or "fencing" or "expected" or "unexpected" or "first" or "last" or "current"
        or "json" or "syntax" or "metadata";

    private static bool IsMask(string word) => word is
        "masked" or "mask" or "redacted" or "redact" or "safe" or "sanitized" or "sanitize" or "hidden" or "obfuscated" or "censored"
        or "hashed" or "encrypted" or "no" or "without" or "missing" or "invalid" or "public";

    private static List<string> Words(string name)
    {
        var words = new List<string>();
        var start = 0;
        for (var index = 1; index <= name.Length; index++)
        {
            var isEnd = index == name.Length
                || !char.IsLetter(name[index])
                || (char.IsUpper(name[index]) && (!char.IsUpper(name[index - 1]) || (index + 1 < name.Length && char.IsLower(name[index + 1]))));
            if (!isEnd)
            {
                continue;
            }

            var word = name.Substring(start, index - start).Trim('_', '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
            if (word.Length > 0)
            {
                words.Add(word.ToLowerInvariant());
            }

            start = index;
        }

        return words;
    }
}
