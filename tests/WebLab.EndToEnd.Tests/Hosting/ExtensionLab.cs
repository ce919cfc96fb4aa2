namespace WebLab.EndToEnd.Tests.Hosting;

/// <summary>A lab whose store has the extension under <c>samples/</c>.</summary>
public sealed class ExtensionLab : IAsyncLifetime
{
    private readonly TemporaryFolder _store = new("weblab-server-");

    public LabFixture Lab { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(_store.File("extensions"));
        File.Copy(Built.Sample, _store.File("extensions/WebLab.Sample.dll"));
        Lab = new() { Store = _store.Path };
        await Lab.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Lab.DisposeAsync();
        _store.Dispose();
    }
}
