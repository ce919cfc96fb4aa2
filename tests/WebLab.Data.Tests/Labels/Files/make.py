# Makes the files beside it with NumPy 2 and PyTorch 2.6: python3 make.py. The labels of image i: (i * 7 + 3) % 10 and, in the column
# worse_label, one more where i is a multiple of 3.
import json, pickle, numpy, torch

n = 40
clean = numpy.array([(i * 7 + 3) % 10 for i in range(n)])
worse = numpy.where(numpy.arange(n) % 3 == 0, (clean + 1) % 10, clean)
both = {"clean_label": clean, "worse_label": worse}
integers = ["i1", "u1", "<i2", "<u2", "<i4", "<u4", "<i8", "<u8", ">i2", ">u2", ">i4", ">u4", ">i8", ">u8"]
for kind in integers + ["<f2", "<f4", "<f8", ">f4", ">f8"]:
    numpy.save(f"{kind.replace('<', 'little-').replace('>', 'big-')}.npy", clean.astype(kind))
numpy.save("bool.npy", (clean % 2).astype(bool))
numpy.save("column.npy", clean.reshape(n, 1))
numpy.save("row.npy", clean.reshape(1, n))
numpy.save("two-columns.npy", numpy.stack([clean, worse], 1))
numpy.save("fortran.npy", numpy.asfortranarray(numpy.stack([clean, worse], 1)))
numpy.save("one-hot.npy", numpy.eye(10)[clean])
numpy.save("probabilities.npy", (numpy.eye(10)[clean] * 0.5 + 0.05))
numpy.save("images.npy", numpy.zeros((n, 2, 2), "u1"))
numpy.save("fractions.npy", clean + 0.5)
numpy.save("nan.npy", numpy.where(numpy.arange(n) == 4, numpy.nan, clean))
numpy.save("names.npy", numpy.array([f"class {i}" for i in clean]))
numpy.save("dictionary.npy", both, allow_pickle=True)
numpy.save("objects.npy", numpy.array([int(i) for i in clean], dtype=object), allow_pickle=True)
numpy.savez("both.npz", **both)
numpy.savez_compressed("one.npz", labels=clean)
torch.save(both, "arrays.pt")
torch.save({name: torch.tensor(value) for name, value in both.items()}, "tensors.pt")
torch.save(torch.tensor(clean), "tensor.pt")
torch.save(torch.tensor(numpy.stack([clean, worse], 0)).T, "strided.pt")
torch.save([int(i) for i in clean], "list.pt")
torch.save({name: torch.tensor(value) for name, value in both.items()}, "older.pt", _use_new_zipfile_serialization=False)
torch.save(both, "older-arrays.pt", _use_new_zipfile_serialization=False)
torch.save(torch.nn.Linear(2, 2), "module.pt")
for protocol in [2, 3, 4, 5]:
    with open(f"protocol-{protocol}.pkl", "wb") as file:
        pickle.dump({"clean_label": clean, "worse_label": [int(i) for i in worse]}, file, protocol=protocol)
with open("scalars.pkl", "wb") as file:
    pickle.dump(list(clean), file)


class Evil:
    def __reduce__(self):
        return (eval, ("__import__('os').system('touch /tmp/weblab-pickle-ran')",))


with open("evil.pkl", "wb") as file:
    pickle.dump(Evil(), file)
