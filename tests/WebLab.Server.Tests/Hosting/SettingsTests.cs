namespace WebLab.Server.Tests.Hosting;

/// <summary>What is set on the command line, and is none.</summary>
public sealed class SettingsTests
{
    [Theory]
    [InlineData("--Limits:Queud", "5", "A setting of Limits must be one of Running, Queued, DeviceHoursPerWeek, RequestsAMinute")]
    [InlineData("--Limit:Queued", "5", "A setting's section must be one of Accounts, ")]
    [InlineData("--:", "5", "A setting's section must be one of Accounts, ")]
    [InlineData("--Storage:Quota:x", "5", "A setting of Storage must be one of Folder, Margin, Quota")]
    [InlineData("--hosts", "http://lab.example.org", "--hosts must be names or addresses without scheme and port")]
    [InlineData("--hosts", "lab.example.org;a b", "one was a b.")]
    public void A_name_or_host_that_is_none_is_refused(string option, string value, string sentence)
    {
        var refused = Assert.Throws<StartupException>(() => ServeArguments.Parse([option, value]));
        Assert.Contains(sentence, refused.Message);
    }

    [Theory]
    [InlineData("--limits:queued", "5")]
    [InlineData("--Kestrel:Certificates:Default:Path", "a.pem")]
    [InlineData("--Logging:LogLevel:Default", "Debug")]
    [InlineData("--Cluster:Folder", "/shared")]
    [InlineData("--Cluster:Prefix:1", "exec")]
    [InlineData("--hosts", "lab.example.org;")]
    [InlineData("--hosts", "lab.example.org;*.example.org;10.0.0.1;[::1];*")]
    public void One_that_is_there_is_taken(string option, string value) =>
        Assert.Equal(value, Assert.Single(ServeArguments.Parse([option, value])).Value);

    [Theory]
    [InlineData("http://x:99999")]
    [InlineData("ftp://127.0.0.1:1")]
    [InlineData("http://")]
    [InlineData("nonsense")]
    [InlineData(";")]
    [InlineData("http://[::1")]
    [InlineData("http://x@127.0.0.1:0")]
    [InlineData("http://127.0.0.1:0/weblab")]
    [InlineData("http://127.0.0.1:x")]
    public void An_address_that_is_none_is_refused(string urls) =>
        Assert.Contains(
            "--urls must be addresses, for example http://0.0.0.0:5080",
            Assert.Throws<StartupException>(() => ListenAddresses.Check(urls)).Message
        );

    [Theory]
    [InlineData("http://127.0.0.1:0")]
    [InlineData("http://localhost")]
    [InlineData("http://127.0.0.1:0;;http://127.0.0.1:0;")]
    [InlineData("https://lab.example.org:443/;http://[::1]:5080")]
    [InlineData("http://*:5080;http://+:5081;http://0.0.0.0:1")]
    public void One_that_is_an_address_is_taken(string urls) => ListenAddresses.Check(urls);

    /// <summary>Each of these was a stack of up to 50 lines and exit code 134.</summary>
    [Theory]
    [InlineData("Storage:Quota must be a whole number; it was abc.", "--Storage:Quota", "abc")]
    [InlineData("Webhooks:RetrySeconds must be a number; it was x.", "--Webhooks:RetrySeconds", "x")]
    [InlineData("'Loud' is not supported", "--Logging:LogLevel:Default", "Loud")]
    [InlineData("--base-path must be a path", "--base-path", "//evil.example")]
    [InlineData("--base-path must be a path", "--base-path", "/../lab")]
    public async Task A_value_that_cannot_be_exits_2_with_one_sentence(string sentence, string option, string value)
    {
        var (exitCode, output) = await LabServer.Refused(null, option, value);
        Assert.Equal(2, exitCode);
        Assert.Contains(sentence, output, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("   at ", output);
    }

    /// <summary>Without the development certificate that an SDK makes for whoever builds first.</summary>
    [Fact]
    public async Task An_address_of_https_without_a_certificate_exits_2_with_one_sentence()
    {
        using var home = new TemporaryFolder();
        var (exitCode, output) = await LabProcess.Refused(
            new(Built.Server)
            {
                Options = ["--urls", "https://127.0.0.1:0"],
                Environment = new Dictionary<string, string> { ["HOME"] = home.Path },
            }
        );
        Assert.Equal(2, exitCode);
        Assert.Contains("https", output, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("   at ", output);
    }
}
