namespace WebLab.Data.Corruption.Labels;

/// <summary>Every label is replaced by a uniform class (paper, section 2.1); the same as partial corruption with p = 1.</summary>
internal sealed class RandomLabels : LabelCorruption
{
    public override string Id => "random-labels";

    public override string Title => "Random labels";

    public override string Sentence => "Every label is drawn anew, independent of its image.";

    public override int Place => 30;

    public override double? NoiseRate => 1;

    public override byte[] Draw(LabelDraw draw) => UniformLabels.Draw(draw.TrueLabels, draw.Classes, 1, draw.Random);
}
