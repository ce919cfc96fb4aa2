using System.Diagnostics;
using WebLab.Data;

namespace WebLab.Training.Tests.Import;

/// <summary>What is not what it says is refused with one sentence, in little memory and time, and nothing is written.</summary>
[Trait("Speed", "Slow")]
public sealed class HostileFilesTests : IDisposable
{
    private static readonly byte[] Plain = ImportTrial.Png(8, 8);

    private readonly ImportTrial _trial = new() { Limits = new() { Entries = 2_000 } };

    public static TheoryData<string, string> Images =>
        new()
        {
            { "a header of 2 billion pixels", "announces 50,000 x 40,000 pixels" },
            { "a header of 4 billion columns", "no image that can be read" },
            { "a JPEG's header of 65,535 squared", "announces 65,535 x 65,535 pixels" },
            { "a GIF's header of 65,535 squared", "announces 65,535 x 65,535 pixels" },
            { "a BMP of negative width", "no image that can be read" },
            { "a PNG cut in its header", "no image that can be read" },
            { "PNGs cut in their pixels", "examples can be read: " },
            { "a PNG of noise after its header", "examples can be read: " },
            { "text named png", "no image that can be read" },
            { "a zip named png", "no image that can be read" },
            { "an icon named png", "no image that can be read" },
            { "empty files", "is empty and left out" },
            { "one class", "has one class only" },
            { "no folders", "in no folders of classes" },
            { "300 classes", "has more than 256 classes" },
            { "a class of a control character", "a class's name has 1 to 100 characters" },
            { "a class turned round", "a class's name has 1 to 100 characters" },
            { "folders without end", "folders within folders beyond 16" },
            { "2,000 files and one", "has more than 2,000 files and folders" },
            { "links to files elsewhere", "links, which are not followed" },
            { "a link to itself", "links, which are not followed" },
            { "a pipe", "is empty and left out" },
        };

    public void Dispose() => _trial.Dispose();

    [Theory]
    [MemberData(nameof(Images))]
    public void Hostile_images_are_refused(string what, string sentence)
    {
        Make(what);
        _trial.Refuses(new(), sentence);
    }

    [Fact]
    public void Names_in_every_script_are_kept()
    {
        string[] names = ["кошка", "猫", "قط", "בית", "γάτα", "แมว", "고양이", "🐈", "chat noir", "İstanbul", "a'b", "ß"];
        foreach (var name in names)
        {
            for (var i = 0; i < 2; i++)
                _trial.Write($"{name}/{name}{i}.png", Plain);
        }
        var (_, splits, _) = _trial.Import(new());
        Assert.Equal(names.Order(StringComparer.Ordinal), splits.Classes);
    }

    private void Make(string what)
    {
        switch (what)
        {
            case "2,000 files and one":
                for (var i = 0; i <= 2_000; i++)
                    File.WriteAllBytes(Path.Combine(_trial.Sources, $"{i}.png"), [1]);
                return;
            case "300 classes":
                for (var i = 0; i < 300; i++)
                    _trial.Write($"{i}/a.png", Plain);
                return;
            case "folders without end":
                _trial.Write(string.Concat(Enumerable.Repeat("a/", 40)) + "x.png", Plain);
                return;
            case "no folders":
                _trial.Write("a.png", Plain);
                return;
            case "one class":
                _trial.Write("a/x.png", Plain);
                return;
            case "links to files elsewhere":
                var outside = Path.Combine(Path.GetDirectoryName(_trial.Sources)!, "outside.png");
                File.WriteAllBytes(outside, Plain);
                foreach (var name in new[] { "a", "b" })
                {
                    Directory.CreateDirectory(Path.Combine(_trial.Sources, name));
                    File.CreateSymbolicLink(Path.Combine(_trial.Sources, name, "x.png"), outside);
                }
                return;
            case "a link to itself":
                Directory.CreateSymbolicLink(Path.Combine(_trial.Sources, "again"), _trial.Sources);
                return;
            case "a pipe":
                Assert.SkipUnless(OperatingSystem.IsLinux(), "Only here are there pipes with names.");
                using (var made = Process.Start("mkfifo", Path.Combine(_trial.Sources, "x.png")))
                    made.WaitForExit();
                return;
            case "a class of a control character":
                Both("a\u0007", "b", Plain);
                return;
            case "a class turned round":
                Both("a\u202E", "b", Plain);
                return;
        }
        Both("a", "b", Image(what));
    }

    private void Both(string one, string other, byte[] image)
    {
        for (var i = 0; i < 2; i++)
        {
            _trial.Write($"{one}/{i}.png", image);
            _trial.Write($"{other}/{i}.png", image);
        }
    }

    private static byte[] Image(string what) =>
        what switch
        {
            "a header of 2 billion pixels" => [.. Sized(50_000, 40_000)],
            "a header of 4 billion columns" => Sized(0xFFFFFFFF, 1),
            "a JPEG's header of 65,535 squared" => [0xFF, 0xD8, 0xFF, 0xC0, 0, 17, 8, 0xFF, 0xFF, 0xFF, 0xFF, 3, .. new byte[40]],
            "a GIF's header of 65,535 squared" => [.. "GIF89a"u8, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, .. new byte[40]],
            "a BMP of negative width" =>
            [
                .. "BM"u8,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                54,
                0,
                0,
                0,
                40,
                0,
                0,
                0,
                0xFF,
                0xFF,
                0xFF,
                0xFF,
                8,
                0,
                0,
                0,
                1,
                0,
                24,
                0,
                .. new byte[40],
            ],
            "a PNG cut in its header" => Plain[..20],
            "PNGs cut in their pixels" => Plain[..^30],
            "a PNG of noise after its header" => [.. Plain[..33], .. Enumerable.Range(0, 500).Select(i => (byte)(i * 7919 / 3))],
            "text named png" => "this is no image"u8.ToArray(),
            "a zip named png" => [.. "PK\u0003\u0004"u8, .. new byte[100]],
            "an icon named png" => [0, 0, 1, 0, 1, 0, .. new byte[100]],
            "empty files" => [],
            _ => throw new ArgumentOutOfRangeException(nameof(what), what, "No such case."),
        };

    private static byte[] Sized(uint width, uint height)
    {
        byte[] png = [.. Plain];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(png.AsSpan(16), width);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(png.AsSpan(20), height);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(png.AsSpan(29), Crc32.Of(png.AsSpan(12, 17)));
        return png;
    }
}
