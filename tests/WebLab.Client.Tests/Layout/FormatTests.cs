using WebLab.Client.Layout;

namespace WebLab.Client.Tests.Layout;

public sealed class FormatTests
{
    [Theory]
    [InlineData(null, "–")]
    [InlineData(0.0, "0 %")]
    [InlineData(1.0, "100 %")]
    [InlineData(0.9996, "100.0 %")]
    [InlineData(0.1042, "10.4 %")]
    [InlineData(-0.02, "-2.0 %")]
    [InlineData(double.NaN, "not a number")]
    public void Fractions_are_shown_in_percent(double? fraction, string shown) => Assert.Equal(shown, Format.Percent(fraction));

    [Theory]
    [InlineData(null, "–")]
    [InlineData(0.0, "0")]
    [InlineData(2.302585, "2.303")]
    [InlineData(26_230.4, "26,230")]
    [InlineData(0.00012, "1.2e-4")]
    [InlineData(12_345_678.0, "1.23e7")]
    [InlineData(double.PositiveInfinity, "not a number")]
    public void Numbers_have_four_digits(double? number, string shown) => Assert.Equal(shown, Format.Number(number));

    [Theory]
    [InlineData(null, "–")]
    [InlineData(-3.0, "0 s")]
    [InlineData(59.6, "1 min")]
    [InlineData(185.0, "3 min 5 s")]
    [InlineData(7_800.0, "2 h 10 min")]
    [InlineData(180_000.0, "2 d 2 h")]
    public void Durations_have_two_units_at_most(double? seconds, string shown) => Assert.Equal(shown, Format.Duration(seconds));

    [Theory]
    [InlineData(3, "a few seconds")]
    [InlineData(52, "about 50 s")]
    [InlineData(250, "about 4 min")]
    [InlineData(9_000, "about 2 h")]
    public void Estimates_are_no_finer_than_they_deserve(double seconds, string shown) => Assert.Equal(shown, Format.Estimate(seconds));

    [Theory]
    [InlineData(999, "999 B")]
    [InlineData(170_498_071, "170.5 MB")]
    public void Bytes_are_decimal(double bytes, string shown) => Assert.Equal(shown, Format.Bytes(bytes));

    [Theory]
    [InlineData(10, "just now")]
    [InlineData(59, "1 min ago")]
    [InlineData(7_000, "2 h ago")]
    [InlineData(200_000, "2 d ago")]
    [InlineData(900_000, "2025-12-23")]
    public void Times_are_told_by_how_long_ago(double seconds, string shown)
    {
        var now = new DateTimeOffset(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);
        Assert.Equal(shown, Format.Ago(now.AddSeconds(-seconds), now));
    }
}
