using System.CommandLine;

namespace WebLab.Training.Commands;

/// <summary>An option that names a folder: it must be there, also where a command would not look into it.</summary>
internal static class FolderOption
{
    /// <exception cref="UsageException">There is no such folder.</exception>
    public static string? Read(ParseResult parsed, Option<string> option) =>
        parsed.GetValue(option) is not { } folder || Directory.Exists(folder)
            ? parsed.GetValue(option)
            : throw new UsageException($"{option.Name.TrimStart('-')} must be a folder that exists; it was {folder}.");
}
