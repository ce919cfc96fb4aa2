using System.Reflection;
using System.Reflection.Emit;

namespace WebLab.Testing;

/// <summary>A library of one descriptor that a compiler could have made. What is abstract and not given is a text where that is one, and
/// throws elsewhere.</summary>
public static class EmittedLibrary
{
    /// <summary>Writes it.</summary>
    /// <param name="path">Its file, which names it.</param>
    /// <param name="kind">What its descriptor derives from.</param>
    /// <param name="getters">What leaves a value on the stack, by the property or method that returns it.</param>
    public static void Write(string path, Type kind, Dictionary<string, Action<ILGenerator>> getters)
    {
        ArgumentNullException.ThrowIfNull(kind);
        ArgumentNullException.ThrowIfNull(getters);
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

    /// <summary>A text.</summary>
    public static Action<ILGenerator> Text(string text) => body => body.Emit(OpCodes.Ldstr, text);

    /// <summary>What is written to standard output before.</summary>
    public static Action<ILGenerator> Saying(string text, Action<ILGenerator> value) =>
        body =>
        {
            body.Emit(OpCodes.Ldstr, text);
            body.EmitCall(OpCodes.Call, typeof(Console).GetMethod(nameof(Console.WriteLine), [typeof(string)])!, null);
            value(body);
        };

    /// <summary>The end of the process.</summary>
    public static void Leave(ILGenerator body)
    {
        ArgumentNullException.ThrowIfNull(body);
        body.Emit(OpCodes.Ldc_I4_7);
        body.EmitCall(OpCodes.Call, typeof(Environment).GetMethod(nameof(Environment.Exit))!, null);
        body.Emit(OpCodes.Ldnull);
    }

    /// <summary>A wait without an end.</summary>
    public static void Hang(ILGenerator body)
    {
        ArgumentNullException.ThrowIfNull(body);
        body.Emit(OpCodes.Ldc_I4_M1);
        body.EmitCall(OpCodes.Call, typeof(Thread).GetMethod(nameof(Thread.Sleep), [typeof(int)])!, null);
        body.Emit(OpCodes.Ldnull);
    }

    /// <summary>A call of itself without an end, which no compiler makes a loop of.</summary>
    /// <param name="getter">The getter of a text that it is the body of.</param>
    public static Action<ILGenerator> Recurse(MethodInfo getter) =>
        body =>
        {
            body.Emit(OpCodes.Ldarg_0);
            body.EmitCall(OpCodes.Callvirt, getter, null);
            body.Emit(OpCodes.Ldstr, "and on");
            body.EmitCall(OpCodes.Call, typeof(string).GetMethod(nameof(string.Concat), [typeof(string), typeof(string)])!, null);
        };

    private static string Property(MethodInfo method) => method.Name.Replace("get_", "", StringComparison.Ordinal);
}
