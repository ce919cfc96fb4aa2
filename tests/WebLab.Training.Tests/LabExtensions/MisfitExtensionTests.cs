using System.Reflection.Emit;
using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Catalogue;
using WebLab.Data.Corruption;
using WebLab.Training.Analyses;
using WebLab.Training.Models;
using WebLab.Training.Tests.Commands;
using static WebLab.Testing.EmittedLibrary;

namespace WebLab.Training.Tests.LabExtensions;

public sealed class MisfitExtensionTests
{
    /// <summary>Each of them once ended every command, or every job.</summary>
    [Fact]
    public async Task What_describes_itself_badly_or_collides_is_told_in_a_sentence_and_none_of_it_is_taken()
    {
        using var folder = new TemporaryFolder("weblab-extensions-");
        EmittedLibrary.Write(
            folder.File("BadSize.dll"),
            typeof(NetworkDescriptor),
            new() { ["Id"] = Text("bad-size"), ["Size"] = Size("1", "1", "sqrt(inputs)", "1") }
        );
        EmittedLibrary.Write(
            folder.File("BadCount.dll"),
            typeof(NetworkDescriptor),
            new() { ["Id"] = Text("bad-count"), ["Size"] = Size("depth*inputs", "1", "1", "1") }
        );
        EmittedLibrary.Write(
            folder.File("Silent.dll"),
            typeof(LabelCorruption),
            new() { ["Id"] = Text("silent"), ["Sentence"] = body => body.ThrowException(typeof(NotSupportedException)) }
        );
        EmittedLibrary.Write(folder.File("Job.dll"), typeof(AnalysisDescriptor), new() { ["Id"] = Text("training"), ["Reads"] = NoWords });
        EmittedLibrary.Write(
            folder.File("Seeded.dll"),
            typeof(LabelCorruption),
            new() { ["Id"] = Text("seeded"), ["Fields"] = NoiseField("seed") }
        );
        EmittedLibrary.Write(
            folder.File("Placed.dll"),
            typeof(LabelCorruption),
            new() { ["Id"] = Text("placed"), ["Fields"] = NoiseField("data") }
        );
        EmittedLibrary.Write(folder.File("Well.dll"), typeof(LabelCorruption), new() { ["Id"] = Text("well") });

        var run = await WeblabProcess.RunWith(folder.Path, "worker", "describe");

        Assert.Equal((0, ""), (run.ExitCode, string.Join('\n', run.Errors)));
        var catalogue = JsonSerializer.Deserialize<CatalogueInfo>(Assert.Single(run.Output), LabJson.Options)!;
        Assert.Equal(
            [
                "The extension BadCount could not be loaded: its model BadCount.Descriptor cannot be described: bad-count has "
                    + "no field depth.",
                "The extension BadSize could not be loaded: its model bad-size has the formula sqrt(inputs) of Kept, which cannot be "
                    + "worked out: A size formula has no function sqrt.",
                "The extension Job could not be loaded: the id of its analysis training is taken by Training; each analysis needs an id of "
                    + "its own.",
                "The extension Placed could not be loaded: the field data of its corruption placed collides with the option --data of "
                    + "weblab train.",
                "The extension Seeded could not be loaded: the field seed of its corruption seeded collides with the field seed of every "
                    + "recipe.",
                "The extension Silent could not be loaded: its corruption Silent.Descriptor cannot be described: Specified method is not "
                    + "supported.",
                null,
            ],
            catalogue.Extensions.Select(extension => extension.Problem)
        );
        Assert.Equal("well", Assert.Single(catalogue.Corruptions, each => each.Extension is not null).Id);
        Assert.DoesNotContain(catalogue.Networks.Cast<DescriptorInfo>().Concat(catalogue.Jobs), each => each.Extension is not null);
    }

    private static void NoWords(ILGenerator body) =>
        body.EmitCall(OpCodes.Call, typeof(Array).GetMethod(nameof(Array.Empty))!.MakeGenericMethod(typeof(string)), null);

    private static Action<ILGenerator> Size(params string[] formulas) =>
        body =>
        {
            foreach (var formula in formulas)
                body.Emit(OpCodes.Ldstr, formula);
            body.Emit(OpCodes.Newobj, typeof(NetworkSize).GetConstructor([.. formulas.Select(_ => typeof(string))])!);
        };

    /// <summary>One field, with a range from 0 to 1.</summary>
    private static Action<ILGenerator> NoiseField(string name) =>
        body =>
        {
            body.Emit(OpCodes.Ldc_I4_1);
            body.Emit(OpCodes.Newarr, typeof(FieldInfo));
            body.Emit(OpCodes.Dup);
            body.Emit(OpCodes.Ldc_I4_0);
            foreach (var text in new[] { name, "A label", "A sentence." })
                body.Emit(OpCodes.Ldstr, text);
            foreach (var number in new[] { 0.0, 1.0, 0.0 })
                body.Emit(OpCodes.Ldc_R8, number);
            Type[] words = [typeof(string), typeof(string), typeof(string), typeof(double), typeof(double), typeof(double)];
            body.EmitCall(OpCodes.Call, typeof(CorruptionFields).GetMethod(nameof(CorruptionFields.Number), words)!, null);
            body.Emit(OpCodes.Stelem_Ref);
        };
}
