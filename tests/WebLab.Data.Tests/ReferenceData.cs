namespace WebLab.Data.Tests;

/// <summary>The published data sets, where the machine has them.</summary>
internal static class ReferenceData
{
    /// <summary>The folder with <c>cifar-10-batches-bin</c>, <c>mnist</c> and <c>cifar-10n</c>; skips the test where it is
    /// absent.</summary>
    public static string Folder()
    {
        var folder = Environment.GetEnvironmentVariable("WEBLAB_TEST_DATA") ?? Path.Combine(Repository(), "../shared/data");
        if (!Directory.Exists(folder))
            Assert.Skip("skipped: no reference data");
        return Path.GetFullPath(folder);
    }

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "WebLab.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? ".";
    }
}
