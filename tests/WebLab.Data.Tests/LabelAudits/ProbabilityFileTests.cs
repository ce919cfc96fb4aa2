using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using WebLab.Data.Datasets;
using WebLab.Data.LabelAudits;

namespace WebLab.Data.Tests.LabelAudits;

public sealed class ProbabilityFileTests
{
    private static readonly double[] Values = [0.5, 0.25, 0.25, 0.125, 0.75, 0.125, 0.25, 0.25, 0.5, 1, 0, 0];

    [Theory]
    [InlineData("<f8", false)]
    [InlineData(">f4", true)]
    [InlineData("<f2", true)]
    [InlineData(">f8", false)]
    public void An_array_is_read_in_any_order_and_type(string type, bool isFortran) =>
        Assert.Equal(Values, ProbabilityFile.Read("p.npy", Npy(type, isFortran)).Values.ToArray());

    [Fact]
    public void An_archive_is_read_by_its_only_array_or_by_name()
    {
        var alone = ProbabilityFile.Read("p.npz", Npz(("x", Npy("<f8", false))));
        Assert.Equal((4, 3), (alone.Rows, alone.Classes));
        Assert.Equal(
            Values,
            ProbabilityFile.Read("p.npz", Npz(("y", Npy("<f4", true)), ("pred_probs", Npy("<f8", true)))).Values.ToArray()
        );
        var error = Assert.Throws<DatasetException>(() =>
            ProbabilityFile.Read("p.npz", Npz(("y", Npy("<f4", true)), ("z", Npy("<f8", true))))
        );
        Assert.Equal(
            "p.npz has 2 arrays and none is called pred_probs or probs or probabilities: save the probabilities alone.",
            error.Message
        );
    }

    [Theory]
    [InlineData("0.5,0.25,0.25\n0.125,0.75,0.125\n0.25,0.25,0.5\n1,0,0\n")]
    [InlineData("cat,dog,\"sea horse\"\r\n0.5,0.25,0.25\r\n0.125,0.75,0.125\r\n.25,.25,.5\r\n1,0,0")]
    [InlineData(",a,b,c\n0,0.5,0.25,0.25\n1,0.125,0.75,0.125\n2,0.25,0.25,0.5\n3,1,0,0\n")]
    [InlineData("0,5;0,25;0,25\n0,125;0,75;0,125\n0,25;0,25;0,5\n1;0;0\n")]
    [InlineData("# by hand\n0.5 0.25 2.5e-1\n0.125 0.75  0.125\n0.25\t0.25 0.5\n1 0 0\n")]
    // pandas: places as names, an index in another order, columns as their names sort; and tabs, with nothing above the index.
    [InlineData("0,1,2\n0.5,0.25,0.25\n0.125,0.75,0.125\n0.25,0.25,0.5\n1,0,0\n")]
    [InlineData(",0,1,2\n2,0.25,0.25,0.5\n1,0.125,0.75,0.125\n3,1,0,0\n0,0.5,0.25,0.25\n")]
    [InlineData(",p_0,p_2,p_1\n1,0.5,0.25,0.25\n2,0.125,0.125,0.75\n3,0.25,0.5,0.25\n4,1,0,0\n")]
    [InlineData("0|2|1\n0.5|0.25|0.25\n0.125|0.125|0.75\n0.25|0.5|0.25\n1|0|0\n")]
    [InlineData("\ta\tb\tc\n0\t0.5\t0.25\t0.25\n1\t0.125\t0.75\t0.125\n2\t0.25\t0.25\t0.5\n3\t1\t0\t0\n")]
    [InlineData("file,a,b,c\n00.png,0.5,0.25,0.25\n01.png,0.125,0.75,0.125\n02.png,0.25,0.25,0.5\n03.png,1,0,0\n")]
    [InlineData("sep=;\na;b;c\n0,5;0,25;0,25\n0,125;0,75;0,125\n0,25;0,25;0,5\n1;0;0\n")]
    [InlineData("\"0,5\",\"0,25\",\"0,25\"\n\"0,125\",\"0,75\",\"0,125\"\n\"0,25\",\"0,25\",\"0,5\"\n1,0,0\n")]
    [InlineData("\"a\" \"b c\" \"d\"\n\"1\" 0.5 0.25 0.25\n\"2\" 0.125 0.75 0.125\n\"3\" 0.25 0.25 0.5\n\"4\" 1 0 0\n")]
    public void Text_is_read_with_any_separator(string text)
    {
        if (text.StartsWith("# by hand", StringComparison.Ordinal))
            text = text.Replace('\t', ' ');
        Assert.Equal(Values, ProbabilityFile.Read("p.csv", Encoding.UTF8.GetBytes(text)).Values.ToArray());
        Assert.Equal(Values, ProbabilityFile.Read("p.csv.gz", Gzip(Encoding.UTF8.GetBytes(text))).Values.ToArray());
    }

    [Theory]
    [InlineData("0,1\n0.5,0.5\n0.25,0.75\n", 0.5)]
    [InlineData("1,0\n0.5,0.5\n0.75,0.25\n", 0.5)]
    public void Places_of_two_classes_as_names_are_no_example(string text, double first)
    {
        var table = ProbabilityFile.Read("p.csv", Encoding.UTF8.GetBytes(text));
        Assert.Equal([first, 0.5, 0.25, 0.75], table.Values.ToArray());
    }

    [Theory]
    [InlineData("0,1\n0.5,0.5\n1,0\n", "p.csv (text) has 0 and 1 in line 1, which may be a heading as well as probabilities")]
    [InlineData("a,b,label\n1,0,0\n0,1,0\n", "p.csv (text) has a column label, which by its name is no class's probability")]
    [InlineData("0.5,0.5,x\n0.2,0.8,0\n", "p.csv (text) has x in line 1, which is no number")]
    [InlineData("[[0.5, 0.5], [0.25, 0.75]]", "p.csv is JSON, which is not read as probabilities: save them as CSV or .npy.")]
    [InlineData("a,b\n50%,50%\n", "p.csv (text) has 50% in line 2: divide percents by 100, and leave out the sign.")]
    [InlineData("a,b\n0.5,\n0.5,0.5\n", "p.csv (text) has empty in line 2, which is no number")]
    [InlineData(",a,b\n5,0.5,0.5\n6,0.5,0.5\n", "p.csv (text) has a column \"\" that does not number the examples from 0 or 1")]
    [InlineData(
        "file,a,b\n1.png,1,0\n3.png,0.5,0.5\n2.png,1,0\n",
        "names that number the examples in another order than they stand in, from the 2. row on"
    )]
    [InlineData(
        "0.5 0.25\n0.25 0.5\n0.25 0.25\n",
        "sums to 0.75, and probabilities sum to 1: its columns do, so give a row for each example."
    )]
    public void Text_that_would_be_misread_is_refused(string text, string sentence) =>
        Assert.Contains(
            sentence,
            Assert.Throws<DatasetException>(() => ProbabilityFile.Read("p.csv", Encoding.UTF8.GetBytes(text))).Message,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("0.5,0.5\n0.5,nan\n", "p.csv has no number in row 1: give a probability for each class of each example.")]
    [InlineData("0.5,0.5\n-1.5,2.5\n", "p.csv has -1.5 in row 1, and a probability is 0 to 1: apply the softmax to logits first.")]
    [InlineData("50,50\n30,70\n", "p.csv has a row 0 that sums to 100, and probabilities sum to 1: divide percents by 100.")]
    [InlineData(
        "0.5,0.5\n0.5,0.9\n",
        "p.csv has a row 1 that sums to 1.4, and probabilities sum to 1: give one column for each class and no other."
    )]
    [InlineData("0.5,0.5\n1\n", "p.csv (text) has 1 numbers in line 2, but 2 before: give each example the same.")]
    [InlineData("0.5,0.5\nx,1\n", "p.csv (text) has x in line 2, which is no number: give a probability for each class.")]
    [InlineData("1\n1\n", "p.csv has one column; probabilities have a column for each class.")]
    [InlineData("", "p.csv is empty: it holds no probabilities.")]
    public void What_is_no_table_of_probabilities_is_refused_in_one_sentence(string text, string sentence) =>
        Assert.Equal(sentence, Assert.Throws<DatasetException>(() => ProbabilityFile.Read("p.csv", Encoding.UTF8.GetBytes(text))).Message);

    private static byte[] Npy(string type, bool isFortran)
    {
        var header = $"{{'descr': '{type}', 'fortran_order': {(isFortran ? "True" : "False")}, 'shape': (4, 3), }}";
        var bytes = new MemoryStream();
        bytes.Write([0x93, .. "NUMPY"u8, 1, 0, (byte)(header.Length + 1), 0]);
        bytes.Write(Encoding.ASCII.GetBytes(header + "\n"));
        for (var i = 0; i < Values.Length; i++)
        {
            var value = isFortran ? Values[(i % 4 * 3) + (i / 4)] : Values[i];
            var cell = new byte[type[2] - '0'];
            switch (type)
            {
                case "<f8":
                    BinaryPrimitives.WriteDoubleLittleEndian(cell, value);
                    break;
                case ">f8":
                    BinaryPrimitives.WriteDoubleBigEndian(cell, value);
                    break;
                case ">f4":
                    BinaryPrimitives.WriteSingleBigEndian(cell, (float)value);
                    break;
                case "<f4":
                    BinaryPrimitives.WriteSingleLittleEndian(cell, (float)value);
                    break;
                default:
                    BinaryPrimitives.WriteHalfLittleEndian(cell, (Half)value);
                    break;
            }
            bytes.Write(cell);
        }
        return bytes.ToArray();
    }

    internal static byte[] Npz(params (string Name, byte[] Array)[] arrays)
    {
        var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, array) in arrays)
            {
                using var entry = archive.CreateEntry($"{name}.npy").Open();
                entry.Write(array);
            }
        }
        return bytes.ToArray();
    }

    private static byte[] Gzip(byte[] content)
    {
        var bytes = new MemoryStream();
        using (var zipped = new GZipStream(bytes, CompressionMode.Compress))
            zipped.Write(content);
        return bytes.ToArray();
    }
}
