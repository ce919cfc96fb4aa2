using System.IO.Compression;
using System.Runtime.Intrinsics.X86;
using System.Text;
using TorchSharp.Modules;
using WebLab.Training.Optimization;
using static TorchSharp.torch;

namespace WebLab.Training.Models;

/// <summary>
/// The products of a fully connected layer by oneDNN. libtorch asks MKL for them, which on AMD's processors does not use AVX-512 and
/// reaches half of what oneDNN does; both compute in float32 and differ in the order of sums.
/// </summary>
internal static class OneDnnProduct
{
    // TorchSharp binds no operator of oneDNN's, and TorchScript names them only in a saved module's code: this is such a module.
    private const string Code = """
        class Products(Module):
          __parameters__ = []
          __buffers__ = []
          training : bool
          def affine(self: __torch__.Products, x: Tensor, w: Tensor, b: Tensor) -> Tensor:
            return ops.mkldnn._linear_pointwise(x, w, b, "none", annotate(List[Optional[number]], []), "")
          def plain(self: __torch__.Products, x: Tensor, w: Tensor) -> Tensor:
            return ops.mkldnn._linear_pointwise(x, w, None, "none", annotate(List[Optional[number]], []), "")

        """;

    private static readonly Lazy<jit.ScriptModule> Script = new(() => jit.load(SavedModule()));

    /// <summary>Whether it is the faster one here.</summary>
    public static bool PaysHere { get; } = OperatingSystem.IsLinux() && Avx512F.IsSupported && IsAmd();

    /// <summary>units W^T + bias, with gradients.</summary>
    public static Tensor Apply(Linear layer, Tensor units)
    {
        var isFit =
            PaysHere
            && units.dim() == 2
            && units.dtype == ScalarType.Float32
            && layer.weight.dtype == ScalarType.Float32
            && units.device.type == TorchSharp.DeviceType.CPU
            && !Autocast.IsOn;
        if (!isFit)
            return layer.forward(units);
        return is_grad_enabled()
            ? Differentiable.apply(units, layer.weight, layer.bias!)
            : Fast("affine", units, layer.weight, layer.bias!);
    }

    /// <summary>left right^T + bias of float32 matrices, without gradients.</summary>
    public static Tensor Affine(Tensor left, Tensor right, Tensor bias) =>
        PaysHere && left.device.type == TorchSharp.DeviceType.CPU
            ? Fast("affine", left, right, bias)
            : nn.functional.linear(left, right, bias);

    /// <summary>left right^T of float32 matrices, without gradients.</summary>
    public static Tensor ByTransposed(Tensor left, Tensor right) =>
        PaysHere && left.device.type == TorchSharp.DeviceType.CPU ? Fast("plain", left, right) : left.mm(right.t());

    private static Tensor Fast(string name, params Tensor[] tensors)
    {
        var product = (Tensor)Script.Value.invoke(name, [.. tensors.Cast<object>()]);
        // The script reads handles, and nothing else need hold a transposed view until it has.
        GC.KeepAlive(tensors);
        return product;
    }

    private static bool IsAmd()
    {
        var (_, first, third, second) = X86Base.CpuId(0, 0);
        return (first, second, third) == (0x68747541, 0x69746E65, 0x444D4163);
    }

    private static byte[] SavedModule()
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add("data.pkl", "\u0080\u0002c__torch__\nProducts\n)\u0081}X\u0008\0\0\0training\u0089sb.");
            Add("code/__torch__.py", Code);
            Add("constants.pkl", "\u0080\u0002).");
            Add("version", "3\n");

            void Add(string name, string text)
            {
                using var entry = archive.CreateEntry($"products/{name}", CompressionLevel.NoCompression).Open();
                entry.Write(Encoding.Latin1.GetBytes(text));
            }
        }
        return bytes.ToArray();
    }

    private sealed class Differentiable : autograd.SingleTensorFunction<Differentiable>
    {
        private const string NeedsInputGradient = "needs-input-gradient";

        public override string Name => nameof(OneDnnProduct);

        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
        {
            using var none = no_grad();
            var (units, weight, bias) = ((Tensor)vars[0], (Tensor)vars[1], (Tensor)vars[2]);
            ctx.save_for_backward([units, weight]);
            // The first layer's inputs are asked for no gradient, which would be the largest product of all.
            ctx.save_data(NeedsInputGradient, units.requires_grad);
            return Fast("affine", units, weight, bias);
        }

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
        {
            using var none = no_grad();
            var saved = ctx.get_saved_variables();
            var (units, weight) = (saved[0], saved[1]);
            return
            [
                (bool)ctx.get_data(NeedsInputGradient) ? Fast("plain", grad_output, weight.t()) : null!,
                Fast("plain", grad_output.t(), units.t()),
                grad_output.sum([0L]),
            ];
        }
    }
}
