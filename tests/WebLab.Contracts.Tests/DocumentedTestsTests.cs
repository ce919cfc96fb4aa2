using System.Text.RegularExpressions;

namespace WebLab.Contracts.Tests;

/// <summary>The documents name the tests that back what they say: a test that is renamed or gone must not stay named there.</summary>
public sealed partial class DocumentedTestsTests
{
    [Fact]
    public void Every_test_that_the_documents_name_is_there()
    {
        var sources = Directory
            .EnumerateFiles(Path.Combine(Root(), "tests"), "*Tests.cs", SearchOption.AllDirectories)
            .ToLookup(path => Path.GetFileNameWithoutExtension(path), File.ReadAllText);
        var named =
            from document in Directory.EnumerateFiles(Path.Combine(Root(), "docs"), "*.md").Append(Path.Combine(Root(), "README.md"))
            from Match name in Named().Matches(File.ReadAllText(document))
            select (Document: Path.GetFileName(document), Class: name.Groups["class"].Value, Method: name.Groups["method"].Value);
        var all = named.Distinct().ToList();
        Assert.True(all.Count > 50, $"The documents name {all.Count} tests; they should be found.");
        var gone = all.Where(name =>
            !sources[name.Class].Any(source => name.Method.Length == 0 || source.Contains($" {name.Method}(", StringComparison.Ordinal))
        );
        Assert.Equal([], gone);
    }

    [GeneratedRegex(@"`(?<class>\w+Tests)(\.(?<method>\w+))?`")]
    private static partial Regex Named();

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "WebLab.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("The tests lie outside of the repository.");
        return folder.FullName;
    }
}
