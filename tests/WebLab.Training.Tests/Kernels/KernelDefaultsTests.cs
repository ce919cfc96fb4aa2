using WebLab.Contracts.Specs;
using WebLab.Science.Specs;
using WebLab.Training.Kernels;
using WebLab.Training.Models;

namespace WebLab.Training.Tests.Kernels;

public sealed class KernelDefaultsTests
{
    /// <summary>A recipe says the fields of old kernels by members of its own, which are left out at their defaults: they and the
    /// descriptors' must be the same, or a recipe that says nothing would mean two things.</summary>
    [Fact]
    public void Defaults_of_a_recipe_are_those_of_the_kernels()
    {
        var kernels = ModelRegistry.All.OfType<KernelDescriptor>().ToList();
        var compared = new HashSet<string>();
        foreach (var kernel in kernels)
        {
            var spec = new RunSpec { Model = kernel.Id };
            foreach (var field in kernel.Fields)
            {
                var member = typeof(RunSpec).GetProperty($"{char.ToUpperInvariant(field.Key[0])}{field.Key[1..]}");
                Assert.NotNull(member);
                Assert.Equal(OwnFields.NumberOf(spec, field.Key), Convert.ToDouble(member.GetValue(spec), null));
                Assert.Equal(field.Default, FormattableString.Invariant($"{member.GetValue(spec)}"));
                compared.Add(member.Name);
            }
        }
        Assert.Equal([nameof(RunSpec.Filters), nameof(RunSpec.Gamma), nameof(RunSpec.Ridge)], compared.Order());
    }

    /// <summary>As recipes before models had fields of their own were written.</summary>
    [Fact]
    public void An_old_kernel_that_says_nothing_has_the_same_defaults()
    {
        var old = System.Text.Json.JsonSerializer.Deserialize<RunSpec>("{\"kernel\":{}}", Contracts.LabJson.Options)!;
        Assert.Equal((new RunSpec().Gamma, new RunSpec().Ridge, new RunSpec().Filters), (old.Gamma, old.Ridge, old.Filters));
        Assert.Equal(FieldGroup.Empty, old.ModelFields);
    }
}
