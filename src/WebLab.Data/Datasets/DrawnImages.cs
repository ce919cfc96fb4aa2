namespace WebLab.Data.Datasets;

/// <summary>Generated images that were drawn before, in a file: drawing takes a hundred times longer than reading. A file holds the first
/// images of a split, their pixels and then their labels.</summary>
/// <param name="folder">Where; null to draw every time.</param>
/// <param name="name">The split's.</param>
internal sealed class DrawnImages(string? folder, string name)
{
    // Goes up with any change of what is drawn, which would be another data set.
    private const int Version = 1;

    /// <summary>Fewer are drawn sooner than a file is looked for.</summary>
    private const int Fewest = 500;

    /// <summary>The first images, drawn only where there are not so many yet.</summary>
    /// <param name="count">How many.</param>
    /// <param name="imageLength">Bytes of one.</param>
    /// <param name="draw">Draws them.</param>
    public (byte[] Pixels, byte[] Labels) First(int count, int imageLength, Func<(byte[] Pixels, byte[] Labels)> draw)
    {
        if (folder is null || count < Fewest)
            return draw();
        var path = Path.Combine(folder, $"generated-{name}-{Version}.images");
        try
        {
            if (Read(path, count, imageLength) is { } kept)
                return kept;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // None, or not for this user.
        }
        var drawn = draw();
        try
        {
            Write(path, drawn.Pixels, drawn.Labels);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A full disk, or another's folder: it is drawn again the next time.
        }
        return drawn;
    }

    private static (byte[] Pixels, byte[] Labels)? Read(string path, int count, int imageLength)
    {
        using var file = File.OpenHandle(path);
        var held = RandomAccess.GetLength(file) / (imageLength + 1);
        if (held < count)
            return null;
        var pixels = GC.AllocateUninitializedArray<byte>(count * imageLength);
        var labels = new byte[count];
        return Fill(pixels, 0) && Fill(labels, held * imageLength) ? (pixels, labels) : null;

        bool Fill(Span<byte> target, long at)
        {
            while (target.Length > 0)
            {
                var read = RandomAccess.Read(file, target, at);
                if (read == 0)
                    return false;
                target = target[read..];
                at += read;
            }
            return true;
        }
    }

    /// <summary>Under a name of its own and moved, since workers begin side by side.</summary>
    private void Write(string path, byte[] pixels, byte[] labels)
    {
        Directory.CreateDirectory(folder!);
        var partial = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var file = File.Create(partial))
            {
                file.Write(pixels);
                file.Write(labels);
            }
            File.Move(partial, path, overwrite: true);
        }
        finally
        {
            File.Delete(partial);
        }
    }
}
