using WebLab.Contracts.Catalogue;

namespace WebLab.Data.Corruption.Labels;

/// <summary>The original data set without modification.</summary>
internal sealed class TrueLabels : LabelCorruption
{
    public override string Id => "true-labels";

    public override string Title => "True labels";

    public override string Sentence => "The data set as it is.";

    public override int Place => 10;

    public override CorruptionTarget Changes => CorruptionTarget.Nothing;

    public override bool IsDrawn => false;

    public override byte[] Draw(LabelDraw draw) => [.. draw.TrueLabels];
}
