using HealthPoint.Generator.Tests.Support;
using HealthPoint.Generators.Behaviour;
using Xunit;

namespace HealthPoint.Generator.Tests.Behaviour;

public sealed class SecretDetailTests
{
    private const string Surroundings =
        """
        using Microsoft.Extensions.Configuration;
        using System.Data.Common;
        internal sealed class Login { internal string User { get; set; } = ""; internal string? Password { get; set; } internal Guid ApiKey { get; set; } internal int TokenCount => 1; }
        internal static class Db { internal static bool Ping(string text) => text.Length > 1; internal static string GetConnectionString(this Login login) => login.User; internal static string Mask(string text) => text.Substring(1); }
        internal sealed class Builder : DbConnectionStringBuilder { internal string Host => ""; }

        """;

    [Theory, Refuses("HP065")]
    [InlineData("(bool, string?) M(string password) => (Db.Ping(password), [|password|]);", "password")]
    [InlineData("(bool, string?) M(string connectionString) => (Db.Ping(connectionString), $\"cannot reach {[|connectionString|]}\");", "connectionString")]
    [InlineData("(bool, string?) M(string dbPassword) => (Db.Ping(dbPassword), \"cannot log in with \" + [|dbPassword|] + \"!\");", "dbPassword")]
    [InlineData("(bool, string?) M(string token) => (Db.Ping(token), string.Format(\"{0} is refused\", [|token|]));", "token")]
    [InlineData("(bool, string?) M(string secret) => (Db.Ping(secret), string.Join(\", \", [\"a\", [|secret|]]));", "secret")]
    [InlineData("(bool, string?) M(string secret) => (Db.Ping(secret), string.Concat(new[] { \"a\", [|secret|] }));", "secret")]
    [InlineData("(bool, string?) M(string api_key) => (Db.Ping(api_key), string.Join(\", \", \"a\", [|api_key|]));", "api_key")]
    [InlineData("(bool, string?) M(Login login) => (Db.Ping(login.User), [|login.Password|]);", "login.Password")]
    [InlineData("(bool, string?) M(Login login) => (Db.Ping(login.User), $\"{[|login.ApiKey|]:N}\");", "login.ApiKey")]
    [InlineData("(bool, string?) M(Login login) => (Db.Ping(login.User), [|login.Password|]?.Trim());", "login.Password")]
    [InlineData("(bool, string?) M(Login login) => (Db.Ping(login.User), [|login.Password|] ?? \"none\");", "login.Password")]
    [InlineData("(bool, string?) M(Login login) => (Db.Ping(login.User), $\"at {[|login.GetConnectionString()|]}\");", "login.GetConnectionString()")]
    [InlineData("(bool, string?) M(IConfiguration settings) => (Db.Ping(\"a\"), [|settings.GetConnectionString(\"Shop\")|]);", "settings.GetConnectionString(\"Shop\")")]
    [InlineData("(bool, string?) M(IConfiguration settings) => (Db.Ping(\"a\"), [|settings[\"Shop:Password\"]|]);", "settings[\"Shop:Password\"]")]
    [InlineData("(bool, string?) M(IConfiguration settings) => (Db.Ping(\"a\"), [|settings[\"ConnectionStrings:Shop\"]|]);", "settings[\"ConnectionStrings:Shop\"]")]
    [InlineData("(bool, string?) M() => (Db.Ping(\"a\"), [|Environment.GetEnvironmentVariable(\"SHOP_PASSWORD\")|]);", "Environment.GetEnvironmentVariable(\"SHOP_PASSWORD\")")]
    [InlineData("(bool, string?) M(IConfiguration settings) { var target = [|settings.GetConnectionString(\"Shop\")|]; return (Db.Ping(\"a\"), $\"at {target}\"); }", "settings.GetConnectionString(\"Shop\")")]
    [InlineData("(bool, string?) M(string secret) { var detail = \"with \" + [|secret|]; return (Db.Ping(\"a\"), detail); }", "secret")]
    [InlineData("(bool, string?) M(string secret) { var result = (Db.Ping(\"a\"), [|secret|]); return result; }", "secret")]
    [InlineData("(bool, string?) M(string secret) { if (Db.Ping(\"a\")) { return (true, null); } return (false, [|secret|].ToString()); }", "secret")]
    [InlineData("(bool, string?) M(string secret) => Db.Ping(\"a\") ? (true, null) : (false, [|secret|]);", "secret")]
    [InlineData("(bool, string?) M(string secret, int size) => size switch { 1 => (true, null), _ => (false, size > 2 ? [|secret|] : \"b\") };", "secret")]
    [InlineData("Task<(bool, string?)> M(string secret) => Task.FromResult<(bool, string?)>((Db.Ping(\"a\"), [|secret|]));", "secret")]
    [InlineData("async Task<(bool, string?)> M(string secret, CancellationToken token) { await Task.Delay(1, token); return (Db.Ping(\"a\"), [|secret|]); }", "secret")]
    [InlineData("HealthCheckResult M(string secret) => HealthCheckResult.Unhealthy($\"{[|secret|]} is wrong\");", "secret")]
    [InlineData("HealthCheckResult M(string secret) => Db.Ping(\"a\") ? HealthCheckResult.Healthy() : new(HealthStatus.Degraded, [|secret|]);", "secret")]
    [InlineData("HealthCheckResult M(string secret) => HealthCheckResult.Healthy(\"a\", new Dictionary<string, object> { [\"b\"] = [|secret|] });", "secret")]
    [InlineData("HealthCheckResult M(string secret) { var data = new Dictionary<string, object> { { \"b\", [|secret|] } }; return HealthCheckResult.Healthy(data: data); }", "secret")]
    [InlineData("(bool, string?) M(string secret) { var detail = \"fine\"; if (!Db.Ping(\"a\")) { detail = $\"with {[|secret|]}\"; } return (detail.Length < 5, detail); }", "secret")]
    [InlineData("(bool, string?) M(string secret) { string detail; if (Db.Ping(\"a\")) { detail = \"fine\"; } else { detail = [|secret|]; } return (detail.Length < 5, detail); }", "secret")]
    [InlineData("(bool, string?) M(string secret) { var detail = \"with \"; detail += [|secret|]; return (Db.Ping(\"a\"), detail); }", "secret")]
    [InlineData("(bool, string?) M(string secret) { (bool, string?) result = (true, null); if (!Db.Ping(\"a\")) { result = (false, [|secret|]); } return result; }", "secret")]
    [InlineData("(bool, string?) M(string secret) { var text = new System.Text.StringBuilder(); text.Append([|secret|]); return (Db.Ping(\"a\"), text.ToString()); }", "secret")]
    [InlineData("HealthCheckResult M(string secret) { var data = new Dictionary<string, object>(); data[\"b\"] = [|secret|]; return HealthCheckResult.Healthy(data: data); }", "secret")]
    [InlineData("HealthCheckResult M(string secret) { var data = new Dictionary<string, object>(); data.Add(\"b\", [|secret|]); return HealthCheckResult.Healthy(data: data); }", "secret")]
    public Task A_secret_in_the_detail_is_told(string method, string secret) => Review.ReportsAsync(
        Check(method, "refused"),
        $"'Health.M' puts '{secret}' into its detail, where a secret may be read. Say what is wrong without the value.");

    [Theory, Refuses("HP065")]
    [InlineData("void M(string password) => throw new HealthCheckFailedException($\"{[|password|]} is refused\");")]
    [InlineData("bool M(string password) => Db.Ping(\"a\") ? true : throw new HealthCheckFailedException(\"refused: \" + [|password|]);")]
    [InlineData("async Task M(string password, CancellationToken token) => await Task.Run(() => { throw new HealthCheckFailedException([|password|]); }, token);")]
    [InlineData("void M(string password) { Fail(); void Fail() => throw new Refused([|password|]); } private sealed class Refused(string text) : HealthCheckFailedException(text);")]
    public Task A_secret_in_a_public_message_is_told(string method) => Review.ReportsAsync(
        Check(method, "refused"),
        "'Health.M' puts 'password' into the message of a HealthCheckFailedException, where a secret may be read. Say what is wrong without the value.");

    [Theory, Accepts("HP065")]
    [InlineData("(bool, string?) M(string? password) => (password is not null, password is null ? \"no password\" : \"a password\");")]
    [InlineData("(bool, string?) M(string password) => (password.Length > 8, $\"the password has {password.Length} characters\");")]
    [InlineData("(bool, string?) M(string password) => (Db.Ping(password), $\"{nameof(password)} is refused\");")]
    [InlineData("(bool, string?) M(string token) => (Db.Ping(token), string.IsNullOrEmpty(token) ? \"no token\" : $\"token: {token != null}\");")]
    [InlineData("(bool, string?) M(string secret) => (Db.Ping(secret), Db.Mask(secret));")]
    [InlineData("(bool, string?) M(string secret) => (Db.Ping(secret), secret.Replace(secret, \"***\"));")]
    [InlineData("(bool, string?) M(string token) => (Db.Ping(token), token[..4] + token.Substring(0, 2));")]
    [InlineData("(bool, string?) M(Login login) => (Db.Ping(login.User), $\"{login.User}: {login.TokenCount} tokens\");")]
    [InlineData("(bool, string?) M(CancellationToken token) => (!token.IsCancellationRequested, $\"{token}\");")]
    [InlineData("(bool, string?) M(string key, string secretName, string tokenUrl, string passwordPolicy, string connectionStringName) => (Db.Ping(key), key + secretName + tokenUrl + passwordPolicy + connectionStringName);")]
    [InlineData("(bool, string?) M(string continuationToken, string maskedPassword, string safeConnectionString) => (Db.Ping(\"a\"), continuationToken + maskedPassword + safeConnectionString);")]
    [InlineData("(bool, string?) M(IConfiguration settings) => (settings[\"Shop:Password\"] is not null, settings[\"Shop:Host\"]);")]
    [InlineData("(bool, string?) M(string connectionString) { var builder = new Builder { ConnectionString = connectionString }; builder.Remove(\"Password\"); return (Db.Ping(\"a\"), builder.Host + builder.ConnectionString); }")]
    [InlineData("(bool, string?) M(string password) { var detail = password; detail = \"fine\"; return (Db.Ping(\"a\"), detail); }")]
    [InlineData("(bool, string?) M(string password) { var shown = password; if (shown.Length > 3) { shown = \"***\"; } return (Db.Ping(\"a\"), shown); }")]
    [InlineData("(bool, string?) M(string connectionString) { var shown = connectionString; shown = Db.Mask(shown); return (Db.Ping(\"a\"), shown); }")]
    [InlineData("(bool, string?) M(string checkpointToken) => (Db.Ping(\"a\"), $\"at {checkpointToken}\");")]
    [InlineData("HealthCheckResult M(string password) { var data = new Dictionary<string, object>(); data[\"password\"] = password.Length; data.Add(password, 3); return HealthCheckResult.Healthy(data: data); }")]
    [InlineData("(bool, string?) M(string password) { try { return (Db.Ping(password), null); } catch (InvalidOperationException e) { return (false, e.Message); } }")]
    [InlineData("(bool, string?) M(string password) { var (ok, text) = (Db.Ping(password), password); return (ok, text.Length > 3 ? null : \"short\"); }")]
    [InlineData("void M(string password) => throw new TimeoutException($\"no answer from {password}\");")]
    [InlineData("bool M(string password) => Db.Ping(password);")]
    [InlineData("bool M(string password) => Db.Ping(password) ? true : throw new HealthCheckFailedException(\"the login is refused\");")]
    [InlineData("HealthCheckResult M(string password) => HealthCheckResult.Healthy(\"a\", new Dictionary<string, object> { [\"password\"] = password.Length, [\"a\"] = password is null });")]
    [InlineData("(bool, string?) M(IReadOnlyList<string> tokens) => (tokens.Count > 1, $\"{tokens.Count} tokens\");")]
    [InlineData("(bool, string?) M(int size) { var text = size > 1 ? \"a\" : null; text ??= text; return (Db.Ping(\"a\"), text); }")]
    [InlineData("(bool, string?) M() => (Db.Ping(\"a\"), Password); private const string Password = \"the password\";")]
    public Task What_is_no_secret_or_does_not_come_through_is_accepted(string method) => Review.AcceptsAsync(Check(method, "accepted"));

    [Theory]
    [InlineData("password")]
    [InlineData("_password")]
    [InlineData("DbPassword")]
    [InlineData("dbPWD")]
    [InlineData("shop_db_password")]
    [InlineData("SHOPPASSPHRASE2_PASSPHRASE")]
    [InlineData("passphrase")]
    [InlineData("clientSecret")]
    [InlineData("ClientSecretValue")]
    [InlineData("secret1")]
    [InlineData("token")]
    [InlineData("accessToken")]
    [InlineData("SASToken")]
    [InlineData("apiKey")]
    [InlineData("APIKey")]
    [InlineData("apikey")]
    [InlineData("storageAccountKey")]
    [InlineData("privateKey")]
    [InlineData("awsSecretAccessKey")]
    [InlineData("connectionString")]
    [InlineData("ConnectionStrings")]
    [InlineData("connStr")]
    [InlineData("GetConnectionString")]
    [InlineData("credentials")]
    public void A_name_that_ends_in_a_word_for_a_secret_names_one(string name) => Assert.True(name.NamesSecret);

    [Theory]
    [InlineData("")]
    [InlineData("_")]
    [InlineData("key")]
    [InlineData("publicKey")]
    [InlineData("primaryKey")]
    [InlineData("cacheKey")]
    [InlineData("tokenCount")]
    [InlineData("cancellationToken")]
    [InlineData("nextPageToken")]
    [InlineData("passwordLength")]
    [InlineData("secretary")]
    [InlineData("tokenizer")]
    [InlineData("apiKeyName")]
    [InlineData("accessKeyId")]
    [InlineData("monkey")]
    [InlineData("string")]
    [InlineData("queryString")]
    [InlineData("connection")]
    [InlineData("redactedConnectionString")]
    [InlineData("hashedPassword")]
    [InlineData("value")]
    public void Another_name_does_not(string name) => Assert.False(name.NamesSecret);

    private static string Check(string method, string name) =>
        $"{Surroundings} internal class Health {{ [HealthCheck(\"{name}\")] internal static {method} }}";
}
