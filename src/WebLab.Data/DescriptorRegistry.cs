using System.Reflection;

namespace WebLab.Data;

/// <summary>What this process knows of one kind (models, recorders), found by type in WebLab's own assemblies and in extensions.</summary>
/// <typeparam name="T">The kind; what derives from it needs a constructor without parameters.</typeparam>
/// <param name="noun">The kind in a sentence, for example <c>model</c>.</param>
/// <param name="id">The written name of one.</param>
public sealed class DescriptorRegistry<T>(string noun, Func<T, string> id)
    where T : class
{
    private readonly Dictionary<string, T> _known = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>All, by their ids.</summary>
    public IReadOnlyList<T> All => [.. _known.Values.OrderBy(id, StringComparer.Ordinal)];

    /// <summary>The one of an id; null for none.</summary>
    /// <param name="name">The written name.</param>
    public T? Find(string name) => _known.GetValueOrDefault(name);

    /// <summary>Adds those of an assembly: all or, where one collides, none.</summary>
    /// <param name="assembly">The assembly.</param>
    /// <exception cref="InvalidOperationException">An id is taken already; the message says by what.</exception>
    public void Add(Assembly assembly) => Keep(Read(assembly));

    /// <summary>Finds those of an assembly, and that none collides.</summary>
    /// <param name="assembly">The assembly.</param>
    /// <exception cref="InvalidOperationException">An id is taken already; the message says by what.</exception>
    public IReadOnlyList<T> Read(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        var found = new Dictionary<string, T>(StringComparer.OrdinalIgnoreCase);
        foreach (
            var type in assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(T)) && type is { IsAbstract: false, IsClass: true })
        )
        {
            var one = (T)Activator.CreateInstance(type, nonPublic: true)!;
            var name = id(one);
            if ((Find(name) ?? found.GetValueOrDefault(name)) is { } taken)
                throw new InvalidOperationException(
                    $"The {noun} id {name} of {type.FullName} is taken by {taken.GetType().FullName}; each {noun} needs an id of its own."
                );
            found.Add(name, one);
        }
        return [.. found.Values];
    }

    /// <summary>Adds what <see cref="Read"/> found.</summary>
    /// <param name="found">Of an assembly.</param>
    public void Keep(IReadOnlyList<T> found)
    {
        ArgumentNullException.ThrowIfNull(found);
        foreach (var one in found)
            _known.Add(id(one), one);
    }
}
