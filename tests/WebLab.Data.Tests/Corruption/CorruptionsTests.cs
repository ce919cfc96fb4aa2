using WebLab.Contracts.Catalogue;
using WebLab.Contracts.Specs;
using WebLab.Data.Corruption;
using WebLab.Data.Datasets;
using WebLab.Science.Specs;

namespace WebLab.Data.Tests.Corruption;

public sealed class CorruptionsTests
{
    /// <summary>Stored with every recipe: none is ever renamed or given again.</summary>
    private static readonly string[] GivenOut =
    [
        "true-labels",
        "partially-corrupted-labels",
        "random-labels",
        "shuffled-pixels",
        "random-pixels",
        "gaussian",
        "symmetric-labels",
        "pair-flip-labels",
        "asymmetric-labels",
        "transition-matrix-labels",
        "instance-dependent-labels",
        "file-labels",
    ];

    public static TheoryData<string> Ids => [.. Corruptions.All.Select(each => each.Id)];

    [Fact]
    public void Stored_ids_are_those_that_were_given_out() => Assert.Equal(GivenOut, Corruptions.All.Select(each => each.Id).Take(12));

    [Theory]
    [MemberData(nameof(Ids))]
    public void Corruption_says_in_words_what_it_does_and_what_its_fields_allow(string id)
    {
        var corruption = Corruptions.Of(id);
        Assert.Matches("^[A-Z].*[a-z0-9]$", corruption.Title);
        Assert.Matches(@"^[A-Z].*\.$", corruption.Sentence);
        Assert.Equal(corruption.Fields.Count, corruption.Fields.DistinctBy(field => field.Key).Count());
        foreach (var field in corruption.Fields)
        {
            Assert.StartsWith("corruption.", field.Path, StringComparison.Ordinal);
            Assert.NotEqual("corruption.kind", field.Path);
            Assert.Matches(@"^[A-Z].*\.$", field.Help);
            Assert.True(
                field.Default is not null || field.Type is FieldKind.Matrix or FieldKind.LabelFile,
                $"{field.Path} needs a default: a recipe may leave it out."
            );
        }
    }

    /// <summary>One name is one option and one column: what two corruptions call alike is the same thing.</summary>
    [Fact]
    public void Fields_of_one_name_are_of_one_kind_and_path()
    {
        foreach (var same in Corruptions.All.SelectMany(each => each.Fields).GroupBy(field => field.Name))
            Assert.Single(same.Select(field => (field.Path, field.Type)).Distinct());
    }

    /// <summary>An unknown kind once trained on the true labels.</summary>
    [Fact]
    public void What_is_not_there_is_refused_at_the_door_and_throws_inside()
    {
        var spec = new RunSpec
        {
            TrainSize = 20,
            Corruption = new() { Kind = "no-labels" },
        };
        Assert.Contains(
            "corruption.kind must be one of true-labels, ",
            Assert.Single(SpecCheck.Problems(spec)).Message,
            StringComparison.Ordinal
        );
        var data = DatasetReader.Load(DatasetName.Generated, null, 20, 10);
        Assert.Throws<ArgumentException>(() => Corruptor.Apply(spec, data, null));
        Assert.Throws<ArgumentException>(() => CorruptionPreviewer.Preview(spec, data, null));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Field_that_a_corruption_has_not_is_refused(string id)
    {
        var fields = FieldGroup.Empty.With("elsewhere", 1);
        var spec = new RunSpec
        {
            Dataset = DatasetName.Cifar10,
            Corruption = new() { Kind = id, Fields = fields },
        };
        Assert.Contains(
            SpecCheck.Problems(spec),
            problem => problem.Message.StartsWith($"corruption.elsewhere must be left out for {id}, ", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Id_that_is_taken_adds_nothing()
    {
        var registry = new DescriptorRegistry<CorruptionDescriptor>("corruption", each => each.Id);
        registry.Add(typeof(Corruptions).Assembly);
        var error = Assert.Throws<InvalidOperationException>(() => registry.Add(typeof(Corruptions).Assembly));
        Assert.Contains("The corruption id ", error.Message, StringComparison.Ordinal);
        Assert.Equal(Corruptions.All.Count, registry.All.Count);
    }
}
