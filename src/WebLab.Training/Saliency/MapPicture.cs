using static TorchSharp.torch;

namespace WebLab.Training.Saliency;

/// <summary>A map as a report holds it.</summary>
internal static class MapPicture
{
    private const float Most = 127;

    /// <summary>The mean over channels, divided by its largest absolute value: a signed byte a pixel, row by row.</summary>
    /// <param name="map">Channels x rows x columns.</param>
    public static byte[] Of(Tensor map)
    {
        using var scope = NewDisposeScope();
        var flat = map.mean([0]).flatten();
        var scaled = (flat / flat.abs().max().AtLeast(1e-30)).Times(Most).round().to(float32).cpu();
        return [.. scaled.data<float>().Select(value => unchecked((byte)(sbyte)value))];
    }
}
