using WebLab.EndToEnd.Tests.Hosting;
using WebLab.Training.Tests.Commands;

namespace WebLab.EndToEnd.Tests.Paper;

/// <summary>A lab whose CIFAR-10 is noise, which a network fits as well.</summary>
public sealed class NoiseLab : IAsyncLifetime
{
    private readonly NoiseImages _images = new();

    public NoiseLab() => Pages = new() { Data = _images.Path };

    public LabFixture Pages { get; }

    public ValueTask InitializeAsync() => Pages.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        await Pages.DisposeAsync();
        _images.Dispose();
    }
}
