using TorchSharp;
using static TorchSharp.torch;

namespace WebLab.Training;

// Only here: each of these holds its numbers until native code has read them.
#pragma warning disable RS0030

/// <summary>
/// Arithmetic of tensors with numbers. A number that turns into torch's own <see cref="Scalar"/> within a call is held by nothing once its
/// handle was read: a garbage collection on another thread frees it before native code reads it, and the call fails ("Exception raised
/// from toDouble") or takes another number. TorchSharp makes such numbers itself, the factor 1 of a sum among them.
/// <c>BannedSymbols.txt</c> names what goes through here instead.
/// </summary>
internal static class HeldNumbers
{
    private static readonly Scalar One = 1,
        Two = 2;

    /// <summary>A number of torch's for whoever holds it until the call that reads it is over.</summary>
    public static Scalar Of(double number) => number;

    public static Tensor Plus(this Tensor left, Tensor right) => left.add(right, One);

    public static Tensor Plus(this Tensor tensor, double number)
    {
        using Scalar held = number;
        return tensor.add(held, One);
    }

    /// <summary>Adds in place.</summary>
    public static Tensor Increase(this Tensor tensor, Tensor by) => tensor.add_(by, One);

    /// <summary>Adds in place.</summary>
    public static Tensor Increase(this Tensor tensor, double by)
    {
        using Scalar held = by;
        return tensor.add_(held, One);
    }

    /// <summary>Adds a multiple in place.</summary>
    public static Tensor Increase(this Tensor tensor, Tensor by, double factor)
    {
        using Scalar held = factor;
        return tensor.add_(by, held);
    }

    /// <summary>number - tensor.</summary>
    public static Tensor SubtractedFrom(this Tensor tensor, double number) => tensor.neg().Plus(number);

    public static Tensor Times(this Tensor tensor, double number)
    {
        using Scalar held = number;
        return tensor.mul(held);
    }

    /// <summary>Multiplies in place.</summary>
    public static Tensor Scale(this Tensor tensor, double by)
    {
        using Scalar held = by;
        return tensor.mul_(held);
    }

    public static Tensor Over(this Tensor tensor, double number)
    {
        using Scalar held = number;
        return tensor.div(held);
    }

    /// <summary>Divides in place.</summary>
    public static Tensor DivideBy(this Tensor tensor, double into)
    {
        using Scalar held = into;
        return tensor.div_(held);
    }

    public static Tensor Squared(this Tensor tensor) => tensor.pow(Two);

    public static Tensor AtLeast(this Tensor tensor, double least)
    {
        using Scalar held = least;
        return tensor.clamp_min(held);
    }

    public static Tensor Between(this Tensor tensor, double least, double most)
    {
        using Scalar low = least,
            high = most;
        return tensor.clamp(low, high);
    }

    /// <summary>Bounds in place.</summary>
    public static Tensor Bound(this Tensor tensor, double least, double most)
    {
        using Scalar low = least,
            high = most;
        return tensor.clamp_(low, high);
    }

    public static Tensor Above(this Tensor tensor, double number)
    {
        using Scalar held = number;
        return tensor.gt(held);
    }

    public static Tensor Fill(this Tensor tensor, double with)
    {
        using Scalar held = with;
        return tensor.fill_(held);
    }

    /// <summary>first, first + step, ... below end, as whole numbers.</summary>
    public static Tensor Range(long end, long first = 0, long step = 1, Device? device = null)
    {
        using Scalar begin = first,
            until = end,
            by = step;
        return arange(begin, until, by, ScalarType.Int64, device);
    }

    /// <summary>A new tensor of one number.</summary>
    public static Tensor Full(long[] shape, double number, ScalarType? type = null, Device? device = null)
    {
        using Scalar held = number;
        return full(shape, held, type, device);
    }
}
