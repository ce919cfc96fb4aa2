using WebLab.Contracts.LabelAudits;
using WebLab.Contracts.Specs;
using WebLab.Data;
using WebLab.Data.Datasets;
using WebLab.Data.LabelAudits;
using WebLab.Training.LabelAudits;
using static TorchSharp.torch;

namespace WebLab.Training.Tests.LabelAudits;

/// <summary>Audits by a person's own embeddings.</summary>
public sealed class EmbeddingAuditTests
{
    private const int Count = 240,
        Test = 60,
        Side = 8,
        Width = 40;

    private static readonly LabelAuditOptions Options = new()
    {
        Permutations = 199,
        Tests = [LabelAuditTest.Neighbours, LabelAuditTest.HeldOutPredictions],
    };

    /// <summary>WebLab's own features, brought as a file, say what they say without one.</summary>
    [Fact]
    public void Own_features_that_are_brought_as_embeddings_give_the_same_audit()
    {
        var subject = LabelAuditSubject.Of(DatasetReader.Load(DatasetName.Generated, null, Count, Test));
        int[] given = [.. subject.Given];
        foreach (var wrong in new[] { 3, 77, 150 })
            given[wrong] = (given[wrong] + 1) % subject.Classes.Count;
        subject = subject with { Given = given };
        var own = Audit(subject);
        using var scope = NewDisposeScope();
        var features = ExampleFeatures.Of(
            subject.Train,
            subject.Test,
            Seeds.Derive(Options.Seed, LabelAuditSeeds.Features),
            Options.BudgetSeconds,
            2,
            _ => { },
            default
        );
        var all = cat([features.Values, features.Test!], 0);
        var table = new EmbeddingTable(Count + Test, (int)all.shape[1], all.data<float>().ToArray());
        subject = subject.With("mine.npy", table);
        var brought = Audit(subject);

        Assert.Equal((own.ScoredBy, true), (features.Words, own.Suspects.Count > 0));
        Assert.Equal(new EmbeddingSource("mine.npy", table.Width, IsScorer: true), brought.Embeddings);
        Assert.Equal(
            own.Suspects.Select(suspect => (suspect.Split, suspect.Index, suspect.Suggested)),
            brought.Suspects.Select(suspect => (suspect.Split, suspect.Index, suspect.Suggested))
        );
        Assert.All(own.Suspects.Zip(brought.Suspects), pair => Assert.Equal(pair.First.Score, pair.Second.Score, 1e-6));
        Assert.Equal(Shares(own), Shares(brought));
        Assert.Equal(own.Outliers, brought.Outliers);
        Assert.Contains(ExampleEmbeddings.MayKnowLabels, brought.Answers[0].CannotSay);
        Assert.DoesNotContain(ExampleEmbeddings.MayKnowLabels, own.Answers[0].CannotSay);
        Assert.Contains("10 nearest neighbours by the embeddings", Method(brought, "neighbours.share"), StringComparison.Ordinal);
        // An audit changes nothing of what it is given.
        Assert.Equal(table.Values, all.data<float>().ToArray());
        Assert.Equal(brought.Suspects.Select(suspect => suspect.Score), Audit(subject).Suspects.Select(suspect => suspect.Score));
    }

    [Fact]
    public void Embeddings_tell_of_images_of_noise_what_pixels_do_not_in_both_splits()
    {
        var (subject, embeddings) = Noise();
        // Two nearly equal ones across the splits, one far from all, and a wrong label of each split.
        Array.Copy(embeddings, 5 * Width, embeddings, (Count + 9) * Width, Width);
        embeddings[((Count + 9) * Width) + 1] += 0.01f;
        embeddings.AsSpan((31 * Width) - 10, 10).Fill(200);
        int[] given = [.. subject.Given];
        given[12] = 1 - given[12];
        subject.Test!.Labels[20] = (byte)(1 - subject.Test.Labels[20]);
        subject = subject with { Given = given };
        Assert.True(Audit(subject).Answers[0].Numbers.Single(number => number.Name == "association.together").PValue > 0.05);

        var report = Audit(subject.With("mine.npy", new EmbeddingTable(Count + Test, Width, embeddings)));
        Assert.True(report.HasAssociation);
        Assert.Equal((Count + Test, Test), (report.Examples, report.TestExamples));
        Assert.Equal([("test", 20), ("train", 12)], report.Suspects.Take(2).Select(suspect => (suspect.Split, suspect.Index)).Order());
        Assert.All(report.Suspects.Take(2), suspect => Assert.Equal(1 - suspect.Given, suspect.Suggested));
        var pair = Assert.Single(report.Duplicates);
        Assert.Equal([("test", 9), ("train", 5)], pair.Examples.Select(example => (example.Split, example.Index)).Order());
        Assert.True(pair is { IsExact: false, IsLeak: true });
        Assert.Equal(("train", 30), (report.Outliers[0].Example.Split, report.Outliers[0].Example.Index));
        Assert.EndsWith("distance to the nearest by the embeddings", Method(report, "oddities.duplicates"), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_rows_of_test_examples_these_are_not_questioned_and_that_is_said()
    {
        var (subject, embeddings) = Noise();
        subject.Train.Pixels.AsSpan(0, Side * Side).CopyTo(subject.Test!.Pixels.AsSpan(Side * Side));
        var report = Audit(subject.With("mine.npy", new EmbeddingTable(Count, Width, embeddings[..(Count * Width)])));
        Assert.Equal((Count, 0), (report.Examples, report.TestExamples));
        Assert.Contains(report.Answers[3].CannotSay, limit => limit.Contains("embeddings have no rows", StringComparison.Ordinal));
        Assert.Contains(
            "Whether the labels of the 60 test examples are right: none of them was questioned, since the embeddings have no rows of them.",
            report.Answers[0].CannotSay
        );
        // What is equal to the last bit is known by the examples themselves.
        Assert.Contains(report.Duplicates, group => group is { IsExact: true, IsLeak: true });
    }

    [Fact]
    public void Beside_probabilities_embeddings_give_neighbours_duplicates_and_outliers()
    {
        var (subject, embeddings) = Noise();
        var labels = subject.Given.Concat(subject.Test!.Labels.Select(label => (int)label)).ToArray();
        double[] sure = [.. labels.SelectMany((label, i) => i == 50 ? new double[] { label, 1 - label } : [1 - label, label])];
        var report = Audit(
            subject
                .With("p.npy", new ProbabilityTable(Count + Test, 2, sure))
                .With("mine.npy", new EmbeddingTable(Count, Width, embeddings[..(Count * Width)]))
        );
        Assert.Equal(
            "a file of probabilities, p.npy; neighbours, near duplicates and outliers by embeddings of 40 features, mine.npy",
            report.Scorer
        );
        Assert.Equal(("train", 50), (report.Suspects[0].Split, report.Suspects[0].Index));
        Assert.Equal((Count + Test, Test), (report.Examples, report.TestExamples));
        Assert.True(report.Answers[0].Numbers.Single(number => number is { Name: "neighbours.share", Part: null }).PValue <= 0.0051);
    }

    /// <summary>Scores of the person's own do not change what neighbours are.</summary>
    [Fact]
    public void Neighbours_are_the_same_whoever_scores()
    {
        var subject = LabelAuditSubject.Of(DatasetReader.Load(DatasetName.Generated, null, 120, 20));
        double[] even = [.. Enumerable.Repeat(0.1, 1_200)];
        var (own, scored) = (Audit(subject), Audit(subject.With("p.npy", new ProbabilityTable(120, 10, even))));
        Assert.Equal(Share(own), Share(scored));

        static double Share(LabelAuditReport report) =>
            report.Answers[0].Numbers.Single(number => number is { Name: "neighbours.share", Part: null }).Value;
    }

    /// <summary>Images of noise, and embeddings that know the labels.</summary>
    private static (LabelAuditSubject Subject, float[] Embeddings) Noise()
    {
        var random = new RandomStream(21);
        ImageSet Draw(int count) =>
            new(
                Side,
                Side,
                1,
                [.. Enumerable.Range(0, count * Side * Side).Select(_ => (byte)random.NextInt(256))],
                [.. Enumerable.Range(0, count).Select(_ => (byte)random.NextInt(2))]
            );
        var (train, test) = (Draw(Count), Draw(Test));
        int[] given = Array.ConvertAll(train.Labels, label => (int)label);
        var subject = new LabelAuditSubject("Noise", ["a", "b"], train, given) { Test = test };
        float[] embeddings =
        [
            .. train
                .Labels.Concat(test.Labels)
                .SelectMany(label =>
                    Enumerable.Range(0, Width).Select(column => (float)random.NextGaussian() + (column < 6 ? 3 * label : 0))
                ),
        ];
        return (subject, embeddings);
    }

    private static LabelAuditReport Audit(LabelAuditSubject subject) =>
        LabelAuditor.Audit(subject, Options, ComputeDevice.Open("cpu", 2), _ => { }, default);

    private static IEnumerable<(string, double, double?)> Shares(LabelAuditReport report) =>
        report
            .Answers[0]
            .Numbers.Where(number => number.Part is null)
            .Select(number => (number.Name, Math.Round(number.Value, 9), number.PValue));

    private static string Method(LabelAuditReport report, string name) =>
        report.Answers.SelectMany(answer => answer.Numbers).First(number => number.Name == name).Method;
}
