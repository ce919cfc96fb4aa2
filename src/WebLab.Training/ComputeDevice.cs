using TorchSharp;
using static TorchSharp.torch;

namespace WebLab.Training;

/// <summary>Where a run is computed, and with how many threads.</summary>
public sealed class ComputeDevice
{
    private ComputeDevice(Device torchDevice, int threads)
    {
        Torch = torchDevice;
        Threads = threads;
    }

    /// <summary>The device as torch knows it.</summary>
    public Device Torch { get; }

    /// <summary>Threads that computations on the CPU use, at least 1.</summary>
    public int Threads { get; }

    /// <summary>Its written name: <c>cpu</c>, or <c>cuda:0</c> and so on.</summary>
    public string Name => IsGpu ? $"cuda:{Torch.index}" : "cpu";

    /// <summary>Whether it is a GPU.</summary>
    public bool IsGpu => Torch.type == DeviceType.CUDA;

    /// <summary>
    /// Opens a device and sets this process's torch up for it: the thread count, and full float32 precision on a GPU (TF32 would make its
    /// curves drift from a CPU's). A CPU gives the same spec the same curve to the last bit; a GPU only nearly, since TorchSharp 0.107
    /// has no switch for deterministic algorithms.
    /// </summary>
    /// <param name="name"><c>cpu</c>, <c>cuda</c> or <c>cuda:N</c>.</param>
    /// <param name="threads">Threads to compute with on the CPU, at least 1.</param>
    /// <exception cref="ArgumentException">There is no such device here; the message is the sentence to show.</exception>
    public static ComputeDevice Open(string name, int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        var index = Index(name) ?? throw new ArgumentException($"device must be cpu, cuda or cuda:N; it was {name}.");
        if (index >= 0 && !cuda.is_available())
            throw new ArgumentException($"device must be cpu here, where torch finds no CUDA device; it was {name}.");
        if (index >= 0 && index >= cuda.device_count())
            throw new ArgumentException($"device must be cpu or one of cuda:0 to cuda:{cuda.device_count() - 1} here; it was {name}.");

        set_num_threads(threads);
        if (index < 0)
            return new(CPU, threads);
        backends.cuda.matmul.allow_tf32 = false;
        backends.cudnn.allow_tf32 = false;
        return new(device(DeviceType.CUDA, index), threads);
    }

    /// <summary>The number of a CUDA device, -1 for the CPU, null for no device's name.</summary>
    private static int? Index(string name) =>
        name switch
        {
            "cpu" => -1,
            "cuda" => 0,
            _ when name.StartsWith("cuda:", StringComparison.Ordinal) && int.TryParse(name.AsSpan(5), out var index) && index >= 0 => index,
            _ => null,
        };
}
