using System.Globalization;
using WebLab.Contracts;

namespace WebLab.Client.Layout;

/// <summary>Figures as they are written everywhere on the screen.</summary>
public static class Format
{
    private const string None = "–";
    private static readonly string[] ByteUnits = ["B", "kB", "MB", "GB"];

    /// <summary>A fraction in percent: one decimal place, none for 0 and 100.</summary>
    public static string Percent(double? fraction) =>
        fraction switch
        {
            null => None,
            { } value when !double.IsFinite(value) => "not a number",
            0 => "0 %",
            1 => "100 %",
            { } value => Sentence.Of($"{value * 100:0.0} %"),
        };

    /// <summary>Four significant digits.</summary>
    public static string Number(double? number) =>
        number switch
        {
            null => None,
            { } value when !double.IsFinite(value) => "not a number",
            0 => "0",
            { } value when Math.Abs(value) is < 0.001 or >= 1e6 => Sentence.Of($"{value:0.##e0}"),
            { } value when Math.Abs(value) >= 1e4 => Sentence.Of($"{value:N0}"),
            { } value => value.ToString("G4", CultureInfo.InvariantCulture),
        };

    public static string Count(double count) => Sentence.Of($"{count:N0}");

    public static string Axis(double value) => Sentence.Of($"{value:0.#}");

    /// <summary>Two units at most: <c>42 s</c>, <c>3 min 5 s</c>, <c>2 h 10 min</c>.</summary>
    public static string Duration(double? seconds)
    {
        if (seconds is not { } value || !double.IsFinite(value))
            return None;
        var whole = (long)Math.Round(Math.Max(0, value));
        return whole switch
        {
            < 60 => Sentence.Of($"{whole} s"),
            < 3_600 => Two(whole / 60, "min", whole % 60, "s"),
            < 86_400 => Two(whole / 3_600, "h", whole % 3_600 / 60, "min"),
            _ => Two(whole / 86_400, "d", whole % 86_400 / 3_600, "h"),
        };
    }

    /// <summary>An estimate, no finer than it deserves: <c>about 50 s</c>, <c>about 4 min</c>.</summary>
    public static string Estimate(double seconds) =>
        seconds switch
        {
            < 10 => "a few seconds",
            < 90 => Sentence.Of($"about {Math.Round(seconds / 10) * 10:0} s"),
            < 5_400 => Sentence.Of($"about {Math.Round(seconds / 60):0} min"),
            < 172_800 => Sentence.Of($"about {Math.Round(seconds / 3_600):0} h"),
            _ => Sentence.Of($"about {Math.Round(seconds / 86_400):0} days"),
        };

    public static string Bytes(double bytes)
    {
        var unit = 0;
        for (; bytes >= 1_000 && unit < ByteUnits.Length - 1; unit++)
            bytes /= 1_000;
        return unit == 0 ? Sentence.Of($"{bytes:0} B") : Sentence.Of($"{bytes:0.0} {ByteUnits[unit]}");
    }

    public static string Ago(DateTimeOffset then, DateTimeOffset now)
    {
        var passed = (now - then).TotalSeconds;
        return passed switch
        {
            < 45 => "just now",
            < 3_600 => Sentence.Of($"{Math.Max(1, Math.Round(passed / 60)):0} min ago"),
            < 86_400 => Sentence.Of($"{Math.Round(passed / 3_600):0} h ago"),
            < 604_800 => Sentence.Of($"{Math.Round(passed / 86_400):0} d ago"),
            _ => then.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        };
    }

    public static string Time(DateTimeOffset? time) => time?.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture) ?? None;

    /// <summary>Enough of a hash to tell two apart.</summary>
    public static string Hash(string hash) => hash.Length <= 10 ? hash : hash[..10];

    private static string Two(long first, string firstUnit, long second, string secondUnit) =>
        second == 0 ? Sentence.Of($"{first} {firstUnit}") : Sentence.Of($"{first} {firstUnit} {second} {secondUnit}");

    /// <summary>A long name with its middle left out: names of a sweep differ at their ends.</summary>
    public static string Middle(string name, int length) =>
        name.Length <= length ? name : $"{name[..((length - 1) / 3)]}…{name[^(length - 1 - ((length - 1) / 3))..]}";
}
