using System.Globalization;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.Loader;
using WebLab.Contracts.Catalogue;
using WebLab.Data.Examples;
using WebLab.Science.Catalogue;
using WebLab.Training.Catalogue;
using WebLab.Training.Commands;

namespace WebLab.Training.LabExtensions;

/// <summary>
/// Loads a lab's own assemblies: every library of a folder that references the trainer or WebLab.Data, where all descriptors derive from.
/// What else lies there is what those need. A library runs with all the rights of the worker, so that only a folder and files are taken
/// that nobody but their owner may write.
/// </summary>
public static class ExtensionLoader
{
    /// <summary>The environment variable that names the folder; the server sets it to its store's.</summary>
    public const string Variable = "WEBLAB_EXTENSIONS";

    /// <summary>The environment variable that names those of the folder to load, all when it is not set; the server names those that
    /// described themselves well.</summary>
    public const string NamesVariable = "WEBLAB_EXTENSION_NAMES";

    /// <summary>What stands between the names: no file's name has it.</summary>
    public const char Separator = '/';

    private const UnixFileMode WrittenByOthers = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    // A compiler leaves out references that are not used: a library of one record or one corruption has that of its base class alone.
    private static readonly string[] Bases =
    [
        typeof(ExtensionLoader).Assembly.GetName().Name!,
        typeof(ExampleRecorder).Assembly.GetName().Name!,
    ];

    private static readonly List<ExtensionInfo> Known = [];
    private static readonly Dictionary<Assembly, ExtensionInfo> Loaded = [];

    /// <summary>What was found, loaded or not.</summary>
    public static IReadOnlyList<ExtensionInfo> All => Known;

    /// <summary>The extension that a descriptor comes from; null for WebLab's own.</summary>
    /// <param name="descriptor">The descriptor.</param>
    public static ExtensionInfo? Of(object descriptor)
    {
        ArgumentNullException.ThrowIfNull(descriptor);
        return Loaded.GetValueOrDefault(descriptor.GetType().Assembly);
    }

    /// <summary>Loads what the environment names. The input, and meanwhile the output, stay the command's own: they hold orders and
    /// answers.</summary>
    public static void LoadNamed()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } folder)
            return;
        var output = Console.Out;
        Console.SetIn(TextReader.Null);
        Console.SetOut(Console.Error);
        Load(folder, Environment.GetEnvironmentVariable(NamesVariable)?.Split(Separator, StringSplitOptions.RemoveEmptyEntries));
        Console.SetOut(output);
    }

    /// <summary>What lies in a folder, by its files alone: nothing is loaded.</summary>
    /// <param name="folder">The folder; one that is absent has none.</param>
    /// <returns>Each library that may be loaded, or why it may not.</returns>
    public static IReadOnlyList<ExtensionInfo> Find(string folder) =>
        !Directory.Exists(folder) ? []
        : Writable(folder) is { } problem ? [new(Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)), "", problem)]
        : [.. Directory.EnumerateFiles(folder, "*.dll").Order(StringComparer.Ordinal).Select(Look).OfType<ExtensionInfo>()];

    /// <summary>Why an extension is not loaded, a sentence.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cause">The cause, without its full stop.</param>
    public static string Sentence(string name, string cause) =>
        $"The extension {name} could not be loaded: {cause.ReplaceLineEndings(" ").TrimEnd('.')}.";

    /// <summary>Loads a folder's extensions. One that does not load is told of, and the others work.</summary>
    private static void Load(string folder, IReadOnlyCollection<string>? names)
    {
        var context = new ExtensionContext(Path.GetFullPath(folder));
        foreach (var found in Find(folder).Where(each => names?.Contains(each.Name) ?? true))
            Known.Add(found.Problem is null ? Load(context, Path.Combine(folder, found.Name + ".dll"), found) : found);
    }

    /// <summary>Null for what brings nothing: the trainer's own libraries, and those that extensions need.</summary>
    private static ExtensionInfo? Look(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        if (ExtensionContext.IsOwn(name))
            return null;
        try
        {
            return Version(path) is { } version ? new(name, version, Writable(path)) : null;
        }
        catch (Exception error)
        {
            // Whatever may be wrong with a stranger's file.
            return new(name, "", Sentence(name, error));
        }
    }

    private static ExtensionInfo Load(ExtensionContext context, string path, ExtensionInfo extension)
    {
        try
        {
            var assembly = context.LoadFromAssemblyPath(Path.GetFullPath(path));
            var found = TrainerDescriptors.Read(assembly);
            // Described before any of it is kept: what every command and page then reads of it, it can say.
            if (new CatalogueCheck(TrainerCatalogue.Describe(), TrainCommand.OwnOptions).Problem(found.Describe()) is { } fault)
                return extension with { Problem = Sentence(extension.Name, fault) };
            found.Keep();
            Loaded[assembly] = extension;
            return extension;
        }
        catch (Exception error)
        {
            // Whatever a stranger's library does wrong, such as a constructor that throws, is its own.
            return extension with { Problem = Sentence(extension.Name, error) };
        }
    }

    /// <summary>A library's version where something in it may be a descriptor, else null: then it is only something that an extension
    /// needs.</summary>
    private static string? Version(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        if (!file.HasMetadata)
            return null;
        var metadata = file.GetMetadataReader();
        var references = metadata.AssemblyReferences.Select(each => metadata.GetString(metadata.GetAssemblyReference(each).Name));
        return references.Intersect(Bases).Any() ? metadata.GetAssemblyDefinition().Version.ToString() : null;
    }

    private static string? Writable(string path)
    {
        if (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & WrittenByOthers) == 0)
            return null;
        var mode = Convert.ToString((int)File.GetUnixFileMode(path), 8);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Path.GetFileName(Path.TrimEndingDirectorySeparator(path))} is not loaded: others may write it (mode {mode}); chmod go-w "
                + $"{path}"
        );
    }

    private static string Sentence(string name, Exception error)
    {
        var cause = error.GetBaseException();
        if (cause is ReflectionTypeLoadException { LoaderExceptions: [{ } first, ..] })
            cause = first;
        return Sentence(name, cause is BadImageFormatException ? "it is no .NET library, or a damaged one" : cause.Message);
    }
}

/// <summary>Where extensions are loaded into: WebLab's own libraries and what they need stay the process's, whatever copies lie in the
/// folder.</summary>
/// <param name="folder">The folder.</param>
internal sealed class ExtensionContext(string folder) : AssemblyLoadContext("extensions")
{
    /// <summary>Whether the trainer has that library itself.</summary>
    /// <param name="name">Without <c>.dll</c>.</param>
    public static bool IsOwn(string name) => File.Exists(Path.Combine(AppContext.BaseDirectory, name + ".dll"));

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        var path = Path.Combine(folder, assemblyName.Name + ".dll");
        return !IsOwn(assemblyName.Name!) && File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }
}
