namespace WebLab.Server.Security;

/// <summary>
/// The name under which the store's keys protect sessions and secrets. The framework takes the program's folder for it, so that an
/// installation that was moved could read none of them; it is written down beside the keys and goes with them.
/// </summary>
internal static class KeyName
{
    private const string File = "application",
        Ours = "WebLab";

    /// <summary>The name that is written down; else that of an older WebLab whose keys these are, its folder.</summary>
    public static string Of(string keys, string? folder)
    {
        var path = Path.Combine(keys, File);
        if (System.IO.File.Exists(path))
            return System.IO.File.ReadAllText(path);
        var name = folder is not null && Directory.EnumerateFiles(keys, "*.xml").Any() ? folder : Ours;
        // At once or not at all: half a name would read nothing.
        System.IO.File.WriteAllText(path + ".part", name);
        System.IO.File.Move(path + ".part", path, overwrite: true);
        return name;
    }
}
