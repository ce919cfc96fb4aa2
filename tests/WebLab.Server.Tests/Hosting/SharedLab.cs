namespace WebLab.Server.Tests.Hosting;

/// <summary>One server for all tests that leave it whole.</summary>
public sealed class SharedLab : IAsyncLifetime
{
    internal LabServer Server { get; private set; } = null!;

    internal LabClient Client => Server.Client;

    public async ValueTask InitializeAsync() => Server = await LabServer.Start();

    public async ValueTask DisposeAsync() => await Server.DisposeAsync();
}
