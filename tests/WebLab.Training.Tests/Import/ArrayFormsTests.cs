using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using WebLab.Contracts.Datasets;

namespace WebLab.Training.Tests.Import;

/// <summary>Arrays of images or features and their labels, as NumPy and IDX's makers write them.</summary>
public sealed class ArrayFormsTests : IDisposable
{
    private readonly ImportTrial _trial = new();

    public static TheoryData<string, string> Hostile =>
        new()
        {
            { "cut off", "where its header announces" },
            { "a header that lies", "where its header announces" },
            { "pickled objects", "is not of plain numbers or text" },
            { "fewer labels", "has 29 labels; x has 30 examples" },
            { "no labels", "one array of images or features and one of labels are expected" },
            { "text named npy", "is no NumPy array" },
            { "five channels", "they have 1 or 3 channels" },
            { "negative images", "images have 0 to 1, 0 to 255 or 0 to 65,535" },
            { "no finite features", "has no finite number in row 0" },
            { "IDX of gigabytes", "where its header announces" },
            { "text named IDX", "is no IDX file" },
            { "CIFAR records cut off", "no whole records of CIFAR-10 or CIFAR-100" },
            { "a pickle that calls the system", "which is code and not run" },
        };

    public void Dispose() => _trial.Dispose();

    [Theory]
    [InlineData("|u1", false)]
    [InlineData("<f4", false)]
    [InlineData(">f8", true)]
    [InlineData("<u2", true)]
    public void Images_of_any_type_and_order_become_the_same_bytes(string type, bool isFortran)
    {
        _trial.Write("x_train.npy", Npy(type, isFortran, [20, 3, 4], place => (place[0] * 12) + (place[1] * 4) + place[2]));
        _trial.Write("y_train.npy", Npy("<i8", false, [20], place => place[0] % 2));
        _trial.Write("x_test.npy", Npy(type, isFortran, [4, 3, 4], place => place[2]));
        _trial.Write("y_test.npy", Npy(">i2", false, [4, 1], place => place[0] % 2));
        var (end, splits, _) = _trial.Import(new());
        Assert.Equal((20, 4, 3, 4, 1), (end.Facts!.TrainCount, end.Facts.TestCount, end.Facts.Height, end.Facts.Width, end.Facts.Channels));
        Assert.Equal(Enumerable.Range(0, 240).Select(i => (byte)i), splits.Train.Pixels);
        Assert.Equal(Enumerable.Range(0, 20).Select(i => (byte)(i % 2)), splits.Train.Labels);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Colours_may_stand_first_or_last(bool isFirst)
    {
        long[] shape = isFirst ? [12, 3, 5, 6] : [12, 5, 6, 3];
        _trial.Write("images.npy", Npy("|u1", false, shape, place => 10 + (isFirst ? place[1] : place[3])));
        _trial.Write("labels.npy", Npy("<U5", false, [12], place => place[0] % 3));
        var (end, splits, _) = _trial.Import(new());
        Assert.Equal((5, 6, 3, 3), (end.Facts!.Height, end.Facts.Width, end.Facts.Channels, end.Facts.Classes.Count));
        Assert.Equal(new byte[] { 10, 11, 12 }, new[] { 0, 30, 60 }.Select(at => splits.Train.Image(0)[at]));
    }

    [Fact]
    public void An_archive_of_features_and_labels_is_a_set_of_features()
    {
        _trial.Zip(
            "set.npz",
            [
                ("x.npy", Npy("<f4", false, [30, 2], place => place[0] + (place[1] * 100))),
                ("y.npy", Npy("|u1", false, [30], place => place[0] % 3)),
            ]
        );
        var (end, splits, _) = _trial.Import(new());
        Assert.Equal((DatasetKind.Features, 2, 24), (end.Facts!.Kind, end.Facts.Width, end.Facts.TrainCount));
        for (var i = 0; i < splits.Train.Count; i++)
            Assert.Equal(splits.Train.Features![2 * i] % 3, splits.Train.Labels[i]);
    }

    [Fact]
    public void Idx_files_in_an_archive_are_read()
    {
        var packed = _trial.Zip(
            "mine.zip",
            [
                ("train-images-idx3-ubyte", Idx(8, [6, 2, 2], [.. Enumerable.Range(0, 24).Select(i => (byte)i)])),
                ("train-labels-idx1-ubyte", Idx(8, [6], [0, 1, 0, 1, 0, 1])),
                ("t10k-images-idx3-ubyte", Idx(8, [2, 2, 2], new byte[8])),
                ("t10k-labels-idx1-ubyte", Idx(8, [2], [1, 0])),
            ]
        );
        var (end, splits, set) = _trial.Import(new(), packed);
        Assert.Equal((6, 2, ImportForm.Idx), (end.Facts!.TrainCount, end.Facts.TestCount, set.Choices.Form));
        Assert.Equal(Enumerable.Range(0, 24).Select(i => (byte)i), splits.Train.Pixels);
    }

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Hostile_arrays_are_refused(string what, string sentence)
    {
        var x = Npy("<f4", false, [30, 2], place => place[0]);
        var y = Npy("|u1", false, [what == "fewer labels" ? 29 : 30], place => place[0] % 2);
        switch (what)
        {
            case "IDX of gigabytes" or "text named IDX":
                _trial.Write(
                    "train-images-idx3-ubyte",
                    what[0] == 'I' ? Idx(8, [2_000_000_000, 28, 28], new byte[100]) : "<html>"u8.ToArray()
                );
                break;
            case "CIFAR records cut off":
                _trial.Write("data_batch_1.bin", new byte[5_000]);
                break;
            case "a pickle that calls the system":
                _trial.Write("data_batch_1", [0x80, 2, .. "cos\nsystem\nU\u0002ls\u0085R."u8.ToArray().Where(value => value != 0xC2)]);
                break;
            default:
                _trial.Write(
                    "x.npy",
                    what switch
                    {
                        "cut off" => x[..^1],
                        "a header that lies" => Encoding.Latin1.GetBytes(
                            Encoding.Latin1.GetString(x).Replace("(30, 2)", "(99, 9)", StringComparison.Ordinal)
                        ),
                        "pickled objects" => Encoding.Latin1.GetBytes(
                            Encoding.Latin1.GetString(x).Replace("<f4", "|O", StringComparison.Ordinal)
                        ),
                        "text named npy" => "this is no array at all"u8.ToArray(),
                        "five channels" => Npy("|u1", false, [30, 4, 4, 5], _ => 1),
                        "negative images" => Npy("<f4", false, [30, 4, 4], place => place[0] - 5),
                        "no finite features" => Npy("<f4", false, [30, 2], _ => double.NaN),
                        _ => x,
                    }
                );
                if (what != "no labels")
                    _trial.Write("y.npy", y);
                break;
        }
        _trial.Refuses(new(), sentence);
    }

    private static byte[] Npy(string type, bool isFortran, long[] shape, Func<int[], double> value)
    {
        var size = type[1] == 'U' ? 20 : type[2] - '0';
        var header =
            $"{{'descr': '{type}', 'fortran_order': {(isFortran ? "True" : "False")}, 'shape': ({string.Join(", ", shape)},), }}\n";
        if (shape.Length > 1)
            header = header.Replace(",),", "),", StringComparison.Ordinal);
        var bytes = new List<byte>([
            0x93,
            .. "NUMPY"u8,
            1,
            0,
            (byte)header.Length,
            (byte)(header.Length >> 8),
            .. Encoding.ASCII.GetBytes(header),
        ]);
        var count = (int)shape.Aggregate(1L, (product, each) => product * each);
        for (var at = 0; at < count; at++)
        {
            var place = new int[shape.Length];
            var rest = at;
            for (var i = 0; i < shape.Length; i++)
            {
                var dimension = isFortran ? i : shape.Length - 1 - i;
                (rest, place[dimension]) = Math.DivRem(rest, (int)shape[dimension]);
            }
            bytes.AddRange(Value(type, size, value(place)));
        }
        return [.. bytes];
    }

    private static byte[] Value(string type, int size, double value)
    {
        if (type[1] == 'U')
            return Encoding.UTF32.GetBytes($"c{value.ToString(CultureInfo.InvariantCulture)}".PadRight(5, '\0'));
        byte[] bytes = type[1..] switch
        {
            "u1" => [(byte)value],
            "u2" => BitConverter.GetBytes((ushort)value),
            "i2" => BitConverter.GetBytes((short)value),
            "i8" => BitConverter.GetBytes((long)value),
            "f4" => BitConverter.GetBytes((float)value),
            _ => BitConverter.GetBytes(value),
        };
        if (type[0] == '>')
            Array.Reverse(bytes);
        return bytes[..size];
    }

    private static byte[] Idx(byte type, int[] sizes, byte[] values)
    {
        var bytes = new byte[4 + (4 * sizes.Length)];
        (bytes[2], bytes[3]) = (type, (byte)sizes.Length);
        for (var i = 0; i < sizes.Length; i++)
            BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4 + (4 * i)), sizes[i]);
        return [.. bytes, .. values];
    }
}
