using WebLab.Contracts.Catalogue;
using WebLab.Contracts.Specs;

namespace WebLab.Data.Corruption.Labels;

/// <summary>Labels read from a file, for example the human labels of CIFAR-10N.</summary>
internal sealed class LabelsFromFile : LabelCorruption
{
    private static readonly FieldInfo File = CorruptionFields.LabelFile("label-file", "Label file", "The file of given labels.");

    private static readonly FieldInfo Column = CorruptionFields.Text(
        "label-column",
        "Label column",
        "The column of the label file, by name or by number from 0, where it has several."
    ) with
    {
        SetWith = File.Name,
    };

    private static readonly FieldInfo Base = CorruptionFields.WholeNumber(
        "label-base",
        "First class is",
        "The number of the first class in the label file.",
        0,
        1,
        0
    ) with
    {
        SetWith = File.Name,
    };

    private static readonly FieldInfo AcceptChance = CorruptionFields.Switch(
        "accept-chance-labels",
        "Accept labels at chance",
        "Whether to train on labels that agree with the true ones no better than chance.",
        false
    ) with
    {
        Path = "corruption.acceptChance",
        SetWith = File.Name,
    };

    public override string Id => "file-labels";

    public override string Title => "File labels";

    public override string Sentence => "Labels are read from a file, such as those that people gave.";

    public override int Place => 120;

    public override bool IsDrawn => false;

    public override IReadOnlyList<FieldInfo> Fields => [File, Column, Base, AcceptChance];

    public override byte[] Draw(LabelDraw draw) => Pair(draw).Given;

    public override LabelPair Pair(LabelDraw draw)
    {
        var read = FileLabels.Read(
            draw.LabelFolder,
            draw.Fields.Text(File),
            draw.Facts,
            draw.Train.Count,
            new(draw.Fields.Text(Column.Key), (int)draw.Fields.Number(Base)),
            dataFolder: draw.DataFolder
        );
        return new(draw.TrueLabels, read.Filled(draw.TrueLabels)) { IsLeftOut = read.IsLeftOut };
    }

    public override string? Doubt(RunSpec spec, LabelPair labels) => FileLabels.Doubt(spec, labels);
}
