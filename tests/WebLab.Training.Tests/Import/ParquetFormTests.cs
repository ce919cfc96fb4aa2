using Parquet;
using Parquet.Schema;
using WebLab.Contracts;
using WebLab.Contracts.Datasets;

namespace WebLab.Training.Tests.Import;

/// <summary>Parquet files of features and of images' bytes become sets as a CSV or a folder of the same would.</summary>
public sealed class ParquetFormTests : IDisposable
{
    private readonly ImportTrial _trial = new();

    public static TheoryData<string> Packings =>
        [
            .. new[]
            {
                CompressionMethod.None,
                CompressionMethod.Snappy,
                CompressionMethod.Gzip,
                CompressionMethod.Brotli,
                CompressionMethod.Zstd,
            }.Select(each => $"{each}"),
        ];

    public void Dispose() => _trial.Dispose();

    [Theory]
    [MemberData(nameof(Packings))]
    public async Task A_table_becomes_the_features_that_its_csv_becomes_however_it_is_packed(string packing)
    {
        int[] rows = [.. Enumerable.Range(0, 90)];
        _trial.Write(
            "flowers.parquet",
            await ParquetTrial.Write(
                3,
                Enum.Parse<CompressionMethod>(packing),
                null,
                ParquetTrial.Of("x", Array.ConvertAll(rows, i => (i * 1.5) - 3)),
                ParquetTrial.Of("gap", Array.ConvertAll(rows, i => i == 7 ? (double?)null : i)),
                ParquetTrial.Of("whole", Array.ConvertAll(rows, i => (long)i * i)),
                ParquetTrial.Of("colour", Array.ConvertAll(rows, i => i % 5 == 0 ? "red"
                        : i == 11 ? null!
                        : "blue")),
                ParquetTrial.Of("is_wild", Array.ConvertAll(rows, i => i % 2 == 0)),
                ParquetTrial.Of("day", Array.ConvertAll(rows, i => DateTime.UnixEpoch.AddDays(i))),
                ParquetTrial.Of("species", Array.ConvertAll(rows, i => i % 3 == 0 ? "rose" : "tulip"))
            )
        );
        var fromParquet = _trial.Import(new());
        Directory.Delete(_trial.Target, recursive: true);
        File.Delete(Path.Combine(_trial.Sources, "flowers.parquet"));
        _trial.Write(
            "flowers.csv",
            "x,gap,whole,colour,is_wild,day,species\n"
                + string.Concat(
                    rows.Select(i =>
                        Sentence.Of($"{(i * 1.5) - 3},{(i == 7 ? "" : $"{i}")},{i * i},{(i % 5 == 0 ? "red" : i == 11 ? "" : "blue")},")
                        + Sentence.Of(
                            $"{(i % 2 == 0 ? "true" : "false")},{DateTime.UnixEpoch.AddDays(i):yyyy-MM-dd},"
                                + $"{(i % 3 == 0 ? "rose" : "tulip")}\n"
                        )
                    )
                )
        );
        var fromText = _trial.Import(new());
        Assert.Equal(fromText.End.ContentHash, fromParquet.End.ContentHash);
        Assert.Equal(fromText.End.Facts!.Columns, fromParquet.End.Facts!.Columns);
        Assert.Equal(["rose", "tulip"], fromParquet.Splits.Classes);
        Assert.Equal(ImportForm.Parquet, fromParquet.Set.Choices.Form);
    }

    [Fact]
    public async Task Its_preview_offers_the_choices_of_a_table_but_none_of_text_and_names_what_is_not_read()
    {
        int[] rows = [.. Enumerable.Range(0, 40)];
        _trial.Write(
            "t.parquet",
            await ParquetTrial.Write(
                ParquetTrial.Of("a", Array.ConvertAll(rows, i => i / 7.0)),
                (new ListField("tags", new DataField<string>("element")), [Enumerable.Repeat("x", 80).ToArray()]),
                ParquetTrial.Of("blob", Array.ConvertAll(rows, i => new byte[] { (byte)i })),
                ParquetTrial.Of("kind", Array.ConvertAll(rows, i => i % 2 == 0 ? "p" : "q"))
            )
        );
        var preview = _trial.Preview(new());
        Assert.Equal(DatasetKind.Features, preview.Kind);
        Assert.Equal(["a", "kind"], preview.Columns.Select(column => column.Name));
        Assert.Contains("labelColumn", preview.Changeable);
        Assert.DoesNotContain("separator", preview.Changeable);
        Assert.Contains("Left out, since lists, maps, times and bytes that are no images are not read: tags, blob.", preview.Odd);
        Assert.Equal(["a"], _trial.Import(new()).End.Facts!.Columns);
    }

    [Fact]
    public async Task One_of_lists_alone_is_refused_by_their_names()
    {
        _trial.Write(
            "t.parquet",
            await ParquetTrial.Write(
                (new ListField("embedding", new DataField<string>("element")), [Enumerable.Repeat("x", 80).ToArray()]),
                ParquetTrial.Of("kind", [.. Enumerable.Range(0, 40).Select(i => i % 2 == 0 ? "p" : "q")])
            )
        );
        Assert.Contains("has nothing beside its labels but embedding: lists, maps", _trial.Problem(new()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_large_one_is_previewed_from_its_beginning_and_imported_whole()
    {
        int[] rows = [.. Enumerable.Range(0, 100_050)];
        _trial.Write(
            "t.parquet",
            await ParquetTrial.Write(
                ParquetTrial.Of("x", Array.ConvertAll(rows, i => (long)i)),
                ParquetTrial.Of("y", Array.ConvertAll(rows, i => (long)(i % 2)))
            )
        );
        var preview = _trial.Preview(new());
        Assert.True(preview.IsPartial);
        Assert.Equal(100_000, preview.Classes.Sum(each => each.Train + each.Test));
        var (end, splits, _) = _trial.Import(new());
        Assert.Equal(100_050, end.Facts!.TrainCount + end.Facts.TestCount);
        Assert.All(Enumerable.Range(0, splits.Test.Count), i => Assert.Equal(splits.Test.Features![i] % 2, splits.Test.Labels[i]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Images_as_the_hubs_publish_them_become_images_of_the_classes_that_their_note_names(bool inStruct)
    {
        _trial.Write("data/train-00000-of-00002.parquet", await Shard(0, 11, inStruct));
        _trial.Write("data/train-00001-of-00002.parquet", await Shard(11, 20, inStruct));
        _trial.Write("data/test-00000-of-00001.parquet", await Shard(20, 30, inStruct));
        var preview = _trial.Preview(new());
        Assert.NotNull(preview.Sheet);
        Assert.Equal(["ant", "zebra"], preview.SheetClasses);
        var (end, splits, set) = _trial.Import(new());
        Assert.Equal(
            (DatasetKind.Images, 18, 10, 6, 1),
            (end.Facts!.Kind, end.Facts.TrainCount, end.Facts.TestCount, end.Facts.Width, end.Facts.Channels)
        );
        foreach (var split in new[] { splits.Train, splits.Test })
        {
            for (var i = 0; i < split.Count; i++)
                Assert.Equal(split.Image(i)[0] % 2 == 1 ? "ant" : "zebra", splits.Classes[split.Labels[i]]);
        }
        Assert.Contains("1 rows have no image and are left out.", set.Odd);
        Assert.Contains("1 rows have no label and are left out.", set.Odd);
        Assert.Equal((inStruct ? "image.bytes" : "image", "label"), (set.Choices.FileColumn, set.Choices.LabelColumn));
    }

    private static Task<byte[]> Shard(int from, int to, bool inStruct)
    {
        const string Note = """{"info":{"features":{"image":{"_type":"Image"},"label":{"names":["zebra","ant"],"_type":"ClassLabel"}}}}""";
        int[] rows = [.. Enumerable.Range(from, to - from)];
        byte[][] images = Array.ConvertAll(rows, i => i == 4 ? null! : ImportTrial.Png(6, 6, 1, (byte)(10 + i)));
        return ParquetTrial.Write(
            2,
            CompressionMethod.Snappy,
            Note,
            inStruct ? ParquetTrial.Images("image", images) : ParquetTrial.Of("image", images),
            ParquetTrial.Of("label", Array.ConvertAll(rows, i => i == 9 ? -1L : i % 2))
        );
    }
}
