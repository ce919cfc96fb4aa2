using System.Reflection;
using System.Reflection.Emit;

namespace WebLab.Training.Tests.LabExtensions;

/// <summary>A library of one descriptor that a compiler could have made. What is abstract and not given is a text where that is one, and
/// throws elsewhere.</summary>
internal static class EmittedLibrary
{
    /// <summary>Writes it.</summary>
    /// <param name="path">Its file, which names it.</param>
    /// <param name="kind">What its descriptor derives from.</param>
    /// <param name="getters">What leaves a property's value on the stack, by the property.</param>
    public static void Write(string path, Type kind, Dictionary<string, Action<ILGenerator>> getters)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        var assembly = new PersistedAssemblyBuilder(new(name) { Version = new(1, 0, 0, 0) }, typeof(object).Assembly);
        var type = assembly.DefineDynamicModule(name).DefineType($"{name}.Descriptor", TypeAttributes.Public, kind);
        foreach (var method in kind.GetMethods().Where(method => method.IsAbstract || getters.ContainsKey(Property(method))))
        {
            var own = type.DefineMethod(
                method.Name,
                MethodAttributes.Public | MethodAttributes.Virtual | MethodAttributes.HideBySig,
                method.ReturnType,
                [.. method.GetParameters().Select(parameter => parameter.ParameterType)]
            );
            var body = own.GetILGenerator();
            if (getters.GetValueOrDefault(Property(method)) is { } value)
                value(body);
            else if (method.ReturnType == typeof(string))
                body.Emit(OpCodes.Ldstr, "0");
            else
                body.ThrowException(typeof(InvalidOperationException));
            body.Emit(OpCodes.Ret);
        }
        type.CreateType();
        assembly.Save(path);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    private static string Property(MethodInfo method) => method.Name.Replace("get_", "", StringComparison.Ordinal);
}
