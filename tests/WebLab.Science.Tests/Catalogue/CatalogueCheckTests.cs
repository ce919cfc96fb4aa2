using WebLab.Contracts.Catalogue;
using WebLab.Contracts.Examples;
using WebLab.Science.Catalogue;

namespace WebLab.Science.Tests.Catalogue;

public sealed class CatalogueCheckTests
{
    private static readonly CatalogueCheck Check = new(LabCatalogue.Current, ["data", "json"]);

    private const string PathRule = "must have a path of corruption, a dot and a word in camel case";

    private static readonly FieldInfo Share = new()
    {
        Name = "own-share",
        Path = "corruption.ownShare",
        Label = "Share",
        Help = "A share.",
        Type = FieldKind.Number,
        Min = 0,
        Max = 1,
        Default = "0.5",
    };

    /// <summary>What a lab may not bring, WebLab has not either.</summary>
    [Fact]
    public void All_that_WebLab_describes_itself_stands_side_by_side() =>
        Assert.Null(new CatalogueCheck(new() { Corruptions = [], Networks = [] }, ["data", "json"]).Problem(LabCatalogue.Current));

    [Fact]
    public void Field_of_ones_own_and_one_that_is_shared_are_taken() =>
        Assert.Null(Problem(Share, LabCatalogue.FindCorruption("symmetric-labels")!.Fields[0]));

    public static TheoryData<FieldInfo, string> Collisions =>
        new()
        {
            { Share with { Name = "epochs" }, "collides with the field epochs of every recipe" },
            { Share with { Name = "trainsize" }, "collides with the field trainSize of every recipe" },
            { Share with { Name = "json" }, "collides with the option --json of weblab train" },
            { Share with { Name = "status" }, "collides with the column status of every run" },
            { Share with { Name = "lr" }, "collides with the column learning-rate of every run" },
            { Share with { Path = "corruption.kind" }, "collides with corruption.kind, which holds the id of the corruption itself" },
            {
                Share with { Name = "noise-rate", Path = "corruption.noiseRate", Type = FieldKind.Switch, Default = "true" },
                "(corruption.noiseRate, Switch) collides with the field noise-rate (corruption.noiseRate, Number) of the corruption "
                    + "partially-corrupted-labels: fields of one name must be of one path and kind"
            },
            {
                Share with { Name = "width" },
                "(corruption.ownShare, Number) collides with the field width (modelFields.width, WholeNumber) of the model mlp: fields of "
                    + "one name must be of one path and kind"
            },
        };

    [Theory]
    [MemberData(nameof(Collisions))]
    public void Field_that_collides_is_told_with_what_it_collides_with(FieldInfo field, string fault)
    {
        var said = Problem(field);
        Assert.StartsWith($"the field {field.Name} of its corruption own-labels ", said, StringComparison.Ordinal);
        Assert.EndsWith(fault, said, StringComparison.Ordinal);
    }

    public static TheoryData<FieldInfo, string> Faults =>
        new()
        {
            { Share with { Name = "own share" }, "must have a name of small letters, digits and dashes" },
            { Share with { Path = "loss.ownShare" }, $"{PathRule}; it was loss.ownShare" },
            { Share with { Path = "corruption.OwnShare" }, $"{PathRule}; it was corruption.OwnShare" },
            { Share with { Max = null }, "must have a least and a greatest number; they were 0 and none" },
            { Share with { Default = "2" }, "must have a default from 0 to 1; it was 2" },
            { Share with { Default = null }, "must have a default from 0 to 1; it was none" },
            { Share with { Type = FieldKind.Switch, Default = "on" }, "must have the default true or false; it was on" },
            { Share with { Type = FieldKind.Choice }, "must have choices" },
            {
                Share with { Type = FieldKind.Choice, Choices = ["a", "b"], Default = "c" },
                "must have one of its choices as its default; it was c"
            },
            {
                Share with { Type = FieldKind.Runs },
                "takes runs, which only a field of an analysis does, from a least to a greatest number of them"
            },
        };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Field_that_no_form_or_option_could_be_made_of_is_refused(FieldInfo field, string fault) =>
        Assert.Equal($"the field {field.Name} of its corruption own-labels {fault}", Problem(field));

    [Fact]
    public void Two_fields_of_one_name_are_refused() =>
        Assert.Equal(
            "the field own-share of its corruption own-labels collides with its own field own-share",
            Problem(Share, Share with { Path = "corruption.another" })
        );

    [Theory]
    [InlineData("training", "Training")]
    [InlineData("Kernel-Solve", "Kernel solution")]
    public void Analysis_that_has_the_id_of_a_training_is_refused(string id, string taken) =>
        Assert.Equal(
            $"the id of its analysis {id} is taken by {taken}; each analysis needs an id of its own",
            Check.Problem(Nothing with { Jobs = [Analysis with { Id = id }] })
        );

    [Theory]
    [InlineData("sqrt(2)", "the formula sqrt(2) of Memory, which cannot be worked out: A size formula has no function sqrt")]
    [InlineData("2*layers", "the formula 2*layers of Memory, which cannot be worked out: own-analysis has no layers")]
    [InlineData("examples/0", "no size by its formula examples/0 of Memory")]
    [InlineData("0-examples", "no size by its formula 0-examples of Memory")]
    public void Size_that_cannot_be_worked_out_is_refused(string formula, string fault) =>
        Assert.Equal(
            $"its analysis own-analysis has {fault}",
            Check.Problem(Nothing with { Jobs = [Analysis with { Memory = formula }] })
        );

    [Fact]
    public void Record_with_a_column_twice_is_refused() =>
        Assert.Equal(
            "its recorder own-record has the column share twice",
            Check.Problem(
                Nothing with
                {
                    Recorders =
                    [
                        new()
                        {
                            Name = "own-record",
                            Sentence = "A record.",
                            Split = RecordedSplit.Train,
                            Columns = [new("share", "Share", false), new("share", "Share", false)],
                        },
                    ],
                }
            )
        );

    private static CatalogueInfo Nothing => new() { Corruptions = [], Networks = [] };

    private static JobInfo Analysis =>
        new()
        {
            Id = "own-analysis",
            Title = "Own",
            Sentence = "A lab's own.",
            IsAnalysis = true,
        };

    private static string? Problem(params IReadOnlyList<FieldInfo> fields) =>
        Check.Problem(
            Nothing with
            {
                Corruptions =
                [
                    new()
                    {
                        Id = "own-labels",
                        Title = "Own",
                        Sentence = "A lab's own.",
                        Changes = CorruptionTarget.Labels,
                        Fields = fields,
                    },
                ],
            }
        );
}
