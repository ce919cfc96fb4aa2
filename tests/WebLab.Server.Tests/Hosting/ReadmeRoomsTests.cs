using System.Text.RegularExpressions;

namespace WebLab.Server.Tests.Hosting;

/// <summary>What the README's last section says of the rooms that a recipe and a point pass through.</summary>
public sealed partial class ReadmeRoomsTests
{
    private static readonly string Section = ReadSection();

    private static readonly (string File, string Text)[] Sources =
    [
        .. new[] { "src", "wwwroot" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Built.Root, folder), "*", SearchOption.AllDirectories))
            .Where(path => Path.GetExtension(path) is ".cs" or ".razor" or ".js")
            .Select(path => (Path.GetFileName(path), File.ReadAllText(path))),
    ];

    [Fact]
    public void Each_name_is_one_of_the_code()
    {
        var names = Name().Matches(Section).Select(match => match.Groups[1].Value).Distinct().ToList();
        Assert.True(names.Count > 30, $"The section names {names.Count} things only.");
        Assert.DoesNotContain(names, name => !Sources.Any(source => Declares(source.File, source.Text, name)));
    }

    [Theory]
    [InlineData("Down", 12)]
    [InlineData("Up", 14)]
    public void Rooms_are_as_many_as_they_are_said_to_be_and_few(string way, int most)
    {
        var path = Regex.Match(Section, $@"^{way}, (\d+): (.*?)\.(?= [`(]|$)", RegexOptions.Multiline | RegexOptions.Singleline);
        var rooms = path.Groups[2].Value.Split('→');
        Assert.Equal(path.Groups[1].Value, $"{rooms.Length}");
        Assert.InRange(rooms.Length, 2, most);
        foreach (var room in rooms)
        {
            // The room itself, then its parts: each is named by the others of the room and by nobody else.
            var names = Name().Matches(room).Select(match => match.Groups[1].Value).ToList();
            foreach (var part in names.Skip(1))
                Assert.All(Naming(part), file => Assert.Contains(file, names));
        }
    }

    private static IEnumerable<string> Naming(string type) =>
        from source in Sources
        where Regex.IsMatch(source.Text, $@"\b{type}\b")
        select source.File.Split('.')[0];

    private static bool Declares(string file, string text, string name) =>
        file == name
        || file == $"{name}.razor"
        || Regex.IsMatch(text, $@"^(public|internal) [a-z ]*(class|struct|record|interface) {name}\b", RegexOptions.Multiline);

    private static string ReadSection()
    {
        var readme = File.ReadAllText(Path.Combine(Built.Root, "README.md"));
        return readme[readme.IndexOf("A recipe goes down", StringComparison.Ordinal)..];
    }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Name();
}
