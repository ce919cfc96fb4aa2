using System.Xml;

namespace WebLab.Server.Security;

/// <summary>The files of the keys that protect sessions and secrets. The framework reads all or none: with one that a power cut left
/// empty nobody could log in.</summary>
internal static class KeyFiles
{
    /// <exception cref="StartupException">One is damaged.</exception>
    public static void Refuse(string folder)
    {
        if (Damaged(folder).FirstOrDefault() is { } path)
            throw new StartupException(Sentence(path));
    }

    public static IEnumerable<string> Damaged(string folder) =>
        Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.xml").Where(path => !Reads(path)) : [];

    public static string Sentence(string path) =>
        $"The key file {path} is damaged, and with it nobody can log in: bring it back from a backup; or move it away, after which "
        + "everybody logs in again and webhooks have to be made anew.";

    private static bool Reads(string path)
    {
        try
        {
            using var xml = XmlReader.Create(path, new() { DtdProcessing = DtdProcessing.Prohibit });
            while (xml.Read()) { }
            return true;
        }
        catch (XmlException)
        {
            return false;
        }
    }
}
