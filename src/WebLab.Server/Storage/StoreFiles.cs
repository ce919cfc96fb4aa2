namespace WebLab.Server.Maintenance;

/// <summary>Which files of a store a backup holds beside the database.</summary>
internal static class StoreFiles
{
    /// <summary>Downloaded data sets can be had again; what a restore set aside and what a migration copied is no part of the lab any
    /// more.</summary>
    private static readonly string[] LeftOut = ["datasets", "backups"];
    public const string Replaced = "replaced-";
    public const string Restoring = "restore.tmp";

    public static IEnumerable<string> Beside(string root) =>
        Folders(root)
            .SelectMany(folder => folder.EnumerateFiles("*", SearchOption.AllDirectories))
            .Where(file =>
                file.LinkTarget is null
                && !file.Name.EndsWith(".part", StringComparison.Ordinal)
                && !file.Name.EndsWith(".tmp", StringComparison.Ordinal)
            )
            .Select(file => file.FullName);

    public static IEnumerable<DirectoryInfo> Folders(string root) =>
        new DirectoryInfo(root)
            .EnumerateDirectories()
            .Where(folder =>
                folder.LinkTarget is null
                && !LeftOut.Contains(folder.Name)
                && folder.Name != Restoring
                && !folder.Name.StartsWith(Replaced, StringComparison.Ordinal)
            );
}
