using WebLab.Server.Tests.Hosting;

namespace WebLab.Server.Tests.Accounts;

[Trait("Speed", "Slow")]
public sealed class SingleUserTests
{
    [Theory]
    [InlineData("http://0.0.0.0:0")]
    [InlineData("http://*:0")]
    [InlineData("http://[::]:0")]
    [InlineData("http://x@127.0.0.1:0")]
    [InlineData("http://127.0.0.1@0.0.0.0:0")]
    [InlineData("http://127.0.0.1.example:0")]
    [InlineData("http://127.0.0.1:0;http://0.0.0.0:0")]
    public async Task Single_user_refuses_to_listen_to_other_machines(string urls)
    {
        var (exitCode, output) = await LabServer.Refused(null, "--urls", urls);
        Assert.Equal(2, exitCode);
        Assert.Contains("--single-user has no accounts and listens on this machine only", output);
    }
}
