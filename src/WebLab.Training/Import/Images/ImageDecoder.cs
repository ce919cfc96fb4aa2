using System.Runtime.InteropServices;
using SkiaSharp;
using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Data.Datasets;

namespace WebLab.Training.Import.Images;

/// <summary>Decodes PNG, JPEG, WebP, BMP and GIF (its first picture) into pixels of four bytes, upright and on white.</summary>
internal sealed class ImageDecoder(ImportLimits limits)
{
    private const long LargePixels = 16_000_000;

    // A picture of a hundred million pixels takes 400 MB: such are decoded one at a time.
    private readonly Lock _large = new();

    /// <summary>Decodes an image and brings it to a size.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="shape">The size, the way to it, and the channels.</param>
    /// <param name="target">Where the result goes: CHW.</param>
    /// <exception cref="DatasetException">It is none, not whole, or too large: the message goes on after the file's name.</exception>
    public void Decode(byte[] bytes, ImageShape shape, Span<byte> target)
    {
        if (Problem(bytes, limits) is { } problem)
            throw new DatasetException(problem);
        var header = ImageHeader.Read(bytes)!.Value;
        if ((long)header.Width * header.Height <= LargePixels)
            DecodeChecked(bytes, shape, target);
        else
        {
            lock (_large)
            {
                // The one before is no longer held, and would be let go only when several more had come.
                GC.Collect();
                DecodeChecked(bytes, shape, target);
            }
        }
    }

    /// <summary>Why a file is not decoded, as its header tells; null where it is.</summary>
    public static string? Problem(byte[] bytes, ImportLimits limits) =>
        ImageHeader.Read(bytes) is not { } header ? "is no PNG, JPEG, WebP, BMP or GIF image that can be read"
        : IsTooLarge(header.Width, header.Height, limits)
            ? Sentence.Of($"announces {header.Width:N0} x {header.Height:N0} pixels, more than the {limits.Pixels:N0} that are read")
        : null;

    private static bool IsTooLarge(int width, int height, ImportLimits limits) => (long)width * height > limits.Pixels;

    private void DecodeChecked(byte[] bytes, ImageShape shape, Span<byte> target)
    {
        using var data = SKData.CreateCopy(bytes);
        using var codec = SKCodec.Create(data) ?? throw new DatasetException("is damaged");
        // The decoder's own word, should a file have two headers that differ.
        if (IsTooLarge(codec.Info.Width, codec.Info.Height, limits))
            throw new DatasetException("has two sizes, one of them too large");
        var size = Decoded(codec, shape);
        var pixels = new byte[4 * size.Width * size.Height];
        var pinned = GCHandle.Alloc(pixels, GCHandleType.Pinned);
        try
        {
            var info = new SKImageInfo(size.Width, size.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul);
            var result = codec.GetPixels(info, pinned.AddrOfPinnedObject());
            if (result != SKCodecResult.Success)
                throw new DatasetException(result == SKCodecResult.IncompleteInput ? "ends early" : "is damaged");
        }
        finally
        {
            pinned.Free();
        }
        // The decoder looks for it in JPEG and WebP alone.
        var orientation = codec.EncodedFormat == SKEncodedImageFormat.Png ? Exif.OfPng(bytes) : (int)codec.EncodedOrigin;
        var upright = Upright.Turn(pixels, size.Width, size.Height, orientation);
        PutOnWhite(upright.Pixels);
        Resample.Fit(upright.Pixels, upright.Width, upright.Height, shape, target);
    }

    /// <summary>JPEG decodes at an eighth to a half for a fraction of the time: as small as still holds twice what is wanted.</summary>
    private static SKSizeI Decoded(SKCodec codec, ImageShape shape)
    {
        var (width, height) = (codec.Info.Width, codec.Info.Height);
        if (codec.EncodedFormat != SKEncodedImageFormat.Jpeg || shape.Fit == ImageFit.CentreCrop)
            return new(width, height);
        var scale = 2f * Math.Max(shape.Width, shape.Height) / Math.Min(width, height);
        return scale >= 1 ? new(width, height) : codec.GetScaledDimensions(scale);
    }

    /// <summary>Puts what is transparent on white.</summary>
    public static void PutOnWhite(byte[] pixels)
    {
        for (var i = 0; i < pixels.Length; i += 4)
        {
            int alpha = pixels[i + 3];
            if (alpha == 255)
                continue;
            for (var channel = i; channel < i + 3; channel++)
                pixels[channel] = (byte)(((pixels[channel] * alpha) + (255 * (255 - alpha)) + 127) / 255);
        }
    }
}

/// <summary>What an image is brought to.</summary>
internal readonly record struct ImageShape(int Width, int Height, int Channels, ImageFit Fit);
