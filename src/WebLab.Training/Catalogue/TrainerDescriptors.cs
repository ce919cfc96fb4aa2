using System.Reflection;
using WebLab.Contracts.Catalogue;
using WebLab.Data.Corruption;
using WebLab.Data.Examples;
using WebLab.Training.Analyses;
using WebLab.Training.LabExtensions;
using WebLab.Training.Losses;
using WebLab.Training.Measures;
using WebLab.Training.Models;
using CorruptionRegistry = WebLab.Data.Corruption.Corruptions;

namespace WebLab.Training.Catalogue;

/// <summary>Descriptors of every kind that is found by its type: all that this trainer has, or those of one assembly.</summary>
internal sealed record TrainerDescriptors(
    IReadOnlyList<CorruptionDescriptor> Corruptions,
    IReadOnlyList<ModelDescriptor> Models,
    IReadOnlyList<LossDescriptor> Losses,
    IReadOnlyList<AnalysisDescriptor> Analyses,
    IReadOnlyList<ExampleRecorder> Recorders,
    IReadOnlyList<NetworkMeasure> Measures
)
{
    /// <summary>All that this trainer has now.</summary>
    public static TrainerDescriptors Known =>
        new(
            CorruptionRegistry.Current.All,
            ModelRegistry.Current.All,
            LossRegistry.Current.All,
            AnalysisRegistry.Current.All,
            ExampleRecorders.Current.All,
            NetworkMeasures.Current.All
        );

    /// <summary>Those of an assembly, none of whose ids is taken.</summary>
    /// <exception cref="InvalidOperationException">An id is taken already; the message says by what.</exception>
    public static TrainerDescriptors Read(Assembly assembly) =>
        new(
            CorruptionRegistry.Current.Read(assembly),
            ModelRegistry.Current.Read(assembly),
            LossRegistry.Current.Read(assembly),
            AnalysisRegistry.Current.Read(assembly),
            ExampleRecorders.Current.Read(assembly),
            NetworkMeasures.Current.Read(assembly)
        );

    /// <summary>Makes what was read the trainer's.</summary>
    public void Keep()
    {
        CorruptionRegistry.Current.Keep(Corruptions);
        ModelRegistry.Current.Keep(Models);
        LossRegistry.Current.Keep(Losses);
        AnalysisRegistry.Current.Keep(Analyses);
        ExampleRecorders.Current.Keep(Recorders);
        NetworkMeasures.Current.Keep(Measures);
    }

    /// <summary>They as data, each kind in the order in which it is shown.</summary>
    /// <exception cref="InvalidOperationException">One cannot be described; the message says which, and why.</exception>
    public CatalogueInfo Describe()
    {
        // A report tells of measures and the catalogue does not: one that cannot be described would end every such report.
        _ = Each("measure", Measures, measure => measure.Place, measure => measure.Describe(null));
        return new()
        {
            Corruptions = Each("corruption", Corruptions, corruption => corruption.Place, corruption => corruption.Describe()),
            Networks = Each("model", Models, model => model.Place, TrainerCatalogue.Describe),
            Losses = Each("loss", Losses, loss => loss.Place, loss => loss.Describe()),
            Jobs = Each(
                "analysis",
                Analyses,
                _ => 0,
                analysis => analysis.Describe() with { Extension = ExtensionLoader.Of(analysis)?.Name }
            ),
            Recorders = Each("recorder", Recorders, _ => 0, TrainerCatalogue.Describe),
        };
    }

    private static IReadOnlyList<TInfo> Each<T, TInfo>(string noun, IReadOnlyList<T> all, Func<T, int> place, Func<T, TInfo> describe)
        where T : class =>
        [
            .. all.Select(one => Told(noun, one, () => (Place: place(one), Info: describe(one))))
                .OrderBy(told => told.Place)
                .Select(told => told.Info),
        ];

    private static T Told<T>(string noun, object descriptor, Func<T> tell)
    {
        try
        {
            return tell();
        }
        catch (Exception error)
        {
            throw new InvalidOperationException(
                $"its {noun} {descriptor.GetType().FullName} cannot be described: {error.GetBaseException().Message}"
            );
        }
    }
}
