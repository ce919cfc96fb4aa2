using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using WebLab.Training.Import;
using WebLab.Training.Import.Sources;

namespace WebLab.Training.Tests.Import;

/// <summary>Arrays of more bytes than memory should hold are read from their files. Most of these are zeros that take no room on the
/// disk.</summary>
public sealed class LargeArraysTests : IDisposable
{
    private const int Side = 38;

    private readonly ImportTrial _trial = new();

    public void Dispose() => _trial.Dispose();

    [Theory]
    [InlineData("npy")]
    [InlineData("idx")]
    public void Images_behind_the_first_two_gigabytes_are_read(string form)
    {
        const int count = 1_600_000;
        const long last = (count - 1L) * Side * Side;
        var isNumpy = form == "npy";
        var beginning = isNumpy ? NumpyHeader("|u1", false, count, Side, Side) : IdxHeader(count, Side, Side);
        Write(isNumpy ? "images.npy" : "train-images-idx3-ubyte", beginning, last + (Side * Side), (last + 5, [200]));
        // Of the second class is the last image alone.
        Write(
            isNumpy ? "labels.npy" : "train-labels-idx1-ubyte",
            isNumpy ? NumpyHeader("|u1", false, count) : IdxHeader(count),
            count,
            (count - 1, [1])
        );
        var before = GC.GetTotalAllocatedBytes();
        using (var tree = SourceTree.Open(new([_trial.Sources]), new(new(), _ => { }, CancellationToken.None)))
        {
            using var source = ImportForms.Read(tree, new(), isPreview: false);
            Assert.Equal((count, Side, Side, 1), (source.Count, source.Height, source.Width, source.Channels));
            var image = new byte[Side * Side];
            source.Fill(count - 1, image);
            Assert.Equal((200, 200), (image[5], image.Sum(value => value)));
            Assert.EndsWith($" {count - 1}", source.NameOf(count - 1), StringComparison.Ordinal);
        }
        Assert.Equal([count - 1L, 1L], _trial.Preview(new()).Classes.Select(each => (long)each.Train + each.Test));
        // Labels as words, twice.
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 400_000_000);
    }

    [Fact]
    public void What_lies_by_columns_in_more_bytes_than_an_array_holds_is_refused_with_the_cure()
    {
        Write("images.npy", NumpyHeader("<f8", true, 200_000, Side, Side), 200_000L * Side * Side * sizeof(double));
        Write("labels.npy", NumpyHeader("|u1", false, 200_000), 200_000);
        _trial.Refuses(new(), "save it in C order, by numpy.ascontiguousarray", _trial.Sources);
    }

    [Fact]
    public void A_file_that_is_shorter_than_its_header_says_is_refused()
    {
        Write("images.npy", NumpyHeader("|u1", false, 1_600_000, Side, Side), (1_600_000L * Side * Side) - 1);
        Write("labels.npy", NumpyHeader("|u1", false, 1_600_000), 1_600_000);
        _trial.Refuses(new(), "has 2,310,399,999 bytes of values where its header announces 2,310,400,000.", _trial.Sources);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Rows_that_stay_in_their_file_or_archive_become_the_set_that_was_written(bool isPacked)
    {
        const int rows = 1_700,
            columns = 2_400;
        const long length = (long)rows * columns * sizeof(float);
        (long, byte[])[] values =
        [
            .. Enumerable.Range(0, rows).Select(row => ((long)row * columns * sizeof(float), BitConverter.GetBytes((float)row))),
            .. Enumerable.Range(1, rows).Select(row => (((long)row * columns - 1) * sizeof(float), BitConverter.GetBytes(-(float)row))),
        ];
        Write("x.npy", NumpyHeader("<f4", false, rows, columns), length, values);
        Write("y.npy", NumpyHeader("|u1", false, rows), rows, (rows / 2, [.. Enumerable.Repeat((byte)1, rows / 2)]));
        if (isPacked)
            Pack("x.npy", "y.npy");
        var (end, splits, _) = _trial.Import(new());
        Assert.Equal((rows * 4 / 5, columns), (end.Facts!.TrainCount, end.Facts.Width));
        var seen = new HashSet<float>();
        foreach (var split in new[] { splits.Train, splits.Test })
        {
            for (var i = 0; i < split.Count; i++)
            {
                var row = split.Features.AsSpan(i * columns, columns);
                Assert.True(seen.Add(row[0]));
                Assert.Equal((-row[0] - 1, 0), (row[^1], row[1]));
                Assert.Equal(row[0] < rows / 2 ? 0 : 1, split.Labels[i]);
            }
        }
        Assert.Equal(rows, seen.Count);
    }

    [Fact]
    public void The_range_of_values_that_stay_in_their_file_is_that_of_all_of_them()
    {
        // The largest stands at the end: in 16 bits it is the image's white.
        const int count = 6_000;
        const long values = (long)count * Side * Side;
        Write("images.npy", NumpyHeader("<u2", false, count, Side, Side), 2 * values, ((2 * values) - 2, [0xFF, 0xFF]));
        Write("labels.npy", NumpyHeader("|u1", false, count), count, (count - 1, [1]));
        using var tree = SourceTree.Open(new([_trial.Sources]), new(new(), _ => { }, CancellationToken.None));
        using var source = ImportForms.Read(tree, new(), isPreview: true);
        var image = new byte[Side * Side];
        source.Fill(count - 1, image);
        Assert.Equal((255, 0), (image[^1], image[0]));
    }

    private void Pack(params string[] files)
    {
        using (var archive = ZipFile.Open(Path.Combine(_trial.Sources, "set.npz"), ZipArchiveMode.Create))
        {
            foreach (var file in files)
                archive.CreateEntryFromFile(Path.Combine(_trial.Sources, file), file, CompressionLevel.Fastest);
        }
        Array.ForEach(files, file => File.Delete(Path.Combine(_trial.Sources, file)));
    }

    private void Write(string name, byte[] header, long length, params (long At, byte[] Bytes)[] values)
    {
        using var file = File.Create(Path.Combine(_trial.Sources, name));
        file.Write(header);
        file.SetLength(header.Length + length);
        foreach (var (at, bytes) in values)
        {
            file.Position = header.Length + at;
            file.Write(bytes);
        }
    }

    private static byte[] NumpyHeader(string type, bool isFortran, params int[] shape)
    {
        var sizes = string.Concat(shape.Select(size => $"{size}, "));
        var header = $"{{'descr': '{type}', 'fortran_order': {isFortran}, 'shape': ({sizes}), }}\n";
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. Encoding.ASCII.GetBytes(header)];
    }

    private static byte[] IdxHeader(params int[] shape)
    {
        var bytes = new byte[4 + (4 * shape.Length)];
        (bytes[2], bytes[3]) = (8, (byte)shape.Length);
        for (var i = 0; i < shape.Length; i++)
            BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4 + (4 * i)), shape[i]);
        return bytes;
    }
}
