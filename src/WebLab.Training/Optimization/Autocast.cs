using System.Runtime.InteropServices;
using TorchSharp;

namespace WebLab.Training.Optimization;

/// <summary>
/// libtorch's autocast, which TorchSharp 0.107 does not bind: the layers that gain from bfloat16 cast their inputs and weights to it, the
/// others compute in float32, and gradients come back as float32. It holds for the calling thread.
/// </summary>
internal sealed class Autocast
{
    [ThreadStatic]
    private static bool _isOn;

    private readonly SetEnabled _setEnabled;
    private readonly sbyte _device;

    private Autocast(nint library, bool onGpu)
    {
        // c10::DeviceType and c10::ScalarType, one byte each.
        const sbyte Cpu = 0,
            Cuda = 1,
            Bfloat16 = 15;
        _device = onGpu ? Cuda : Cpu;
        _setEnabled = Find<SetEnabled>(library, "_ZN2at8autocast20set_autocast_enabledEN3c1010DeviceTypeEb");
        Find<SetDtype>(library, "_ZN2at8autocast18set_autocast_dtypeEN3c1010DeviceTypeENS1_10ScalarTypeE")(_device, Bfloat16);
        // A weight is used once a pass: a cache of cast weights would only have to be cleared.
        Find<SetCacheEnabled>(library, "_ZN2at8autocast26set_autocast_cache_enabledEb")(false);
    }

    private delegate void SetEnabled(sbyte device, [MarshalAs(UnmanagedType.U1)] bool on);

    private delegate void SetDtype(sbyte device, sbyte type);

    private delegate void SetCacheEnabled([MarshalAs(UnmanagedType.U1)] bool on);

    /// <summary>Finds it; null where this build of libtorch names it otherwise, as on Windows.</summary>
    /// <param name="onGpu">Whether for CUDA.</param>
    public static Autocast? Find(bool onGpu)
    {
        torch.InitializeDeviceType(DeviceType.CPU);
        if (!NativeLibrary.TryLoad("torch_cpu", typeof(Autocast).Assembly, null, out var library))
            return null;
        try
        {
            return new(library, onGpu);
        }
        catch (EntryPointNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Whether it is on, on this thread.</summary>
    public static bool IsOn => _isOn;

    /// <summary>Switches it on or off.</summary>
    /// <param name="on">Which.</param>
    public void Switch(bool on)
    {
        _setEnabled(_device, on);
        _isOn = on;
    }

    private static T Find<T>(nint library, string name)
        where T : Delegate => Marshal.GetDelegateForFunctionPointer<T>(NativeLibrary.GetExport(library, name));
}
