using WebLab.Data.Examples;

namespace WebLab.Data.Tests.Examples;

public sealed class ExampleFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("weblab-examples").FullName;

    private string Path => System.IO.Path.Combine(_folder, ExampleFile.NameOf(Guid.Empty, "predictions"));

    private static readonly PredictionRecorder Recorder = new();

    private static readonly ExampleHeader Header = new("predictions", Recorder.Columns, 300, 10, new('a', 64), [3, 7]);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Evaluations_are_read_as_they_were_written_also_while_the_file_is_open()
    {
        using var writer = ExampleFileWriter.Open(Path, Header, 1);
        for (var epoch = 1; epoch <= 3; epoch++)
            writer.Add(epoch, epoch * 6, Recorder, Examples(epoch));
        var file = ExampleFile.Open(Path);
        Assert.Equal([3, 7], file.Header.HeldOut);
        Assert.Equal([(1, 6), (2, 12), (3, 18)], file.Evaluations.Select(evaluation => (evaluation.Epoch, evaluation.Step)));
        Assert.Equal(Examples(2).Predictions, file.Read(file.Evaluations[1]).Classes(0).Select(value => (int)value));
    }

    [Fact]
    public void Whatever_the_byte_at_which_a_kill_cuts_it_the_whole_blocks_before_are_read_and_gone_on_from()
    {
        using (var writer = ExampleFileWriter.Open(Path, Header, 1))
        {
            writer.Add(1, 6, Recorder, Examples(1));
            writer.Add(2, 12, Recorder, Examples(2));
        }
        var whole = File.ReadAllBytes(Path);
        var last = ExampleFile.Open(Path).Evaluations[1];
        for (var cut = last.Start; cut < whole.Length; cut += 7)
        {
            File.WriteAllBytes(Path, whole[..(int)cut]);
            Assert.Single(ExampleFile.OpenWhole(Path).Evaluations);
            using (var writer = ExampleFileWriter.Open(Path, Header, 2))
                writer.Add(2, 12, Recorder, Examples(2));
            Assert.Equal(whole, File.ReadAllBytes(Path));
        }
    }

    [Fact]
    public void Evaluations_that_are_read_ahead_come_in_their_order_each_with_its_own_columns()
    {
        using (var writer = ExampleFileWriter.Open(Path, Header, 1))
        {
            for (var epoch = 1; epoch <= 50; epoch++)
                writer.Add(epoch, epoch * 6, Recorder, Examples(epoch));
        }
        var file = ExampleFile.Open(Path);
        Assert.Equal(Enumerable.Range(1, 50), file.Evaluations.Select(evaluation => evaluation.Epoch));
        ExampleBlock[] blocks = [.. file.ReadEach(file.Evaluations.Skip(10))];
        Assert.Equal(40, blocks.Length);
        for (var i = 0; i < blocks.Length; i++)
            Assert.Equal(Examples(11 + i).Predictions, blocks[i].Classes(0).Select(value => (int)value));
    }

    [Fact]
    public void Of_a_file_that_was_changed_in_the_middle_a_writer_keeps_what_stands_before_and_a_reader_is_told()
    {
        using (var writer = ExampleFileWriter.Open(Path, Header, 1))
        {
            for (var epoch = 1; epoch <= 12; epoch++)
                writer.Add(epoch, epoch * 6, Recorder, Examples(epoch));
        }
        var changed = ExampleFile.Open(Path).Evaluations[4];
        var whole = File.ReadAllBytes(Path);
        // A byte of its mark, epoch, step, length, hash and columns in turn.
        foreach (var place in new[] { 0, 5, 9, 13, 20, 40, changed.Length - 1 })
        {
            byte[] bytes = [.. whole];
            bytes[changed.Start + place] ^= 1;
            File.WriteAllBytes(Path, bytes);
            var file = ExampleFile.Open(Path);
            Assert.Equal([1, 2, 3, 4], file.Evaluations.Select(evaluation => evaluation.Epoch));
            Assert.Equal(changed.Start, file.End);
            var fault = Assert.Throws<InvalidDataException>(() => ExampleFile.OpenWhole(Path));
            Assert.EndsWith(" is damaged: it was changed behind its first 4 evaluations.", fault.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Block_that_was_changed_is_no_block()
    {
        using (var writer = ExampleFileWriter.Open(Path, Header, 1))
            writer.Add(1, 6, Recorder, Examples(1));
        var bytes = File.ReadAllBytes(Path);
        bytes[^3] ^= 1;
        File.WriteAllBytes(Path, bytes);
        Assert.Empty(ExampleFile.Open(Path).Evaluations);
    }

    [Fact]
    public void Evaluations_that_a_resumed_run_measures_again_replace_the_earlier_ones()
    {
        using (var writer = ExampleFileWriter.Open(Path, Header, 1))
        {
            for (var epoch = 1; epoch <= 3; epoch++)
                writer.Add(epoch, epoch * 6, Recorder, Examples(epoch));
        }
        using (var writer = ExampleFileWriter.Open(Path, Header, 2))
            writer.Add(2, 12, Recorder, Examples(9));
        var file = ExampleFile.Open(Path);
        Assert.Equal([1, 2], file.Evaluations.Select(evaluation => evaluation.Epoch));
        Assert.Equal(Examples(9).Predictions, file.Read(file.Evaluations[1]).Classes(0).Select(value => (int)value));
    }

    [Fact]
    public void Record_of_another_recipe_is_begun_anew()
    {
        using (var writer = ExampleFileWriter.Open(Path, Header with { GivenLabelHash = new('b', 64) }, 1))
            writer.Add(1, 6, Recorder, Examples(1));
        ExampleFileWriter.Open(Path, Header, 2).Dispose();
        Assert.Empty(ExampleFile.Open(Path).Evaluations);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not a record")]
    [InlineData("WEBLABEX 1 0000000000000")]
    public void Other_files_are_refused_in_a_sentence(string content)
    {
        File.WriteAllText(Path, content);
        var error = Assert.Throws<InvalidDataException>(() => ExampleFile.Open(Path));
        Assert.EndsWith(".", error.Message, StringComparison.Ordinal);
    }

    private static EvaluatedExamples Examples(int seed)
    {
        var random = new RandomStream((ulong)seed);
        return new(
            [.. Enumerable.Range(0, 300).Select(_ => random.NextInt(10))],
            new byte[300],
            new byte[300],
            new bool[300],
            () => new float[0, 0]
        );
    }
}
