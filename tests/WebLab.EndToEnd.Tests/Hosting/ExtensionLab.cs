namespace WebLab.EndToEnd.Tests.Hosting;

/// <summary>A lab with the extension under <c>samples/</c>.</summary>
public sealed class ExtensionLab : IAsyncLifetime
{
    private readonly TemporaryFolder _extensions = new("weblab-extensions-");

    public LabFixture Lab { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        File.Copy(Built.Sample, _extensions.File("WebLab.Sample.dll"));
        Lab = new() { Settings = ["--Worker:Extensions", _extensions.Path] };
        await Lab.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Lab.DisposeAsync();
        _extensions.Dispose();
    }
}
