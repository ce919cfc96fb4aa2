namespace WebLab.Data.Labels;

/// <summary>The labels of a file.</summary>
/// <param name="Labels">A class index for each training image; 0 where the file says none.</param>
/// <param name="IsLeftOut">Whether each is left out of the training, which the file says by -1; null where none is.</param>
public sealed record LabelSet(byte[] Labels, bool[]? IsLeftOut)
{
    /// <summary>What a file says of an image that is not to be trained on.</summary>
    public const int None = -1;

    /// <summary>A class index for each test image, where the file has these too; a training reads none of them.</summary>
    public byte[]? Test { get; init; }

    /// <summary>How many are left out.</summary>
    public int LeftOut => IsLeftOut?.Count(isLeftOut => isLeftOut) ?? 0;

    /// <summary>The first ones.</summary>
    /// <param name="count">How many.</param>
    public LabelSet First(int count) => Labels.Length == count ? this : new(Labels[..count], IsLeftOut?[..count]);

    /// <summary>The true and the given labels of those that are not left out.</summary>
    /// <param name="trueLabels">The publisher's, as many or more.</param>
    public (byte[] True, byte[] Given) Kept(ReadOnlySpan<byte> trueLabels)
    {
        if (IsLeftOut is not { } isLeftOut)
            return (trueLabels[..Labels.Length].ToArray(), Labels);
        var truths = trueLabels.ToArray();
        int[] kept = [.. Enumerable.Range(0, Labels.Length).Where(i => !isLeftOut[i])];
        return (Array.ConvertAll(kept, i => truths[i]), Array.ConvertAll(kept, i => Labels[i]));
    }

    /// <summary>The labels as they are trained with: the true one where none is given, which no training sees.</summary>
    /// <param name="trueLabels">The publisher's, as many or more.</param>
    public byte[] Filled(ReadOnlySpan<byte> trueLabels)
    {
        if (IsLeftOut is null)
            return Labels;
        byte[] filled = [.. Labels];
        for (var i = 0; i < filled.Length; i++)
            filled[i] = IsLeftOut[i] ? trueLabels[i] : filled[i];
        return filled;
    }
}
