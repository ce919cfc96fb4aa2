using WebLab.Data.Labels;
using static WebLab.Data.Tests.Labels.FortyLabels;

namespace WebLab.Data.Tests.Labels;

public sealed class LabelArrayWriterTests
{
    [Fact]
    public void What_is_written_is_read_as_a_label_file() =>
        Assert.Equal(Bytes(Clean), LabelFile.Read("corrected.npy", LabelArrayWriter.Write(Clean), Forty, new()));

    [Fact]
    public void A_label_that_is_none_is_minus_one() =>
        Assert.Equal(-1, BitConverter.ToInt64(LabelArrayWriter.Write([5, -1]).AsSpan()[^8..]));
}
