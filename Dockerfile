# syntax=docker/dockerfile:1
# docker build -t weblab .                                      CPU
# docker build -t weblab --build-arg TORCH_BACKEND=cuda .       NVIDIA GPUs: run it with --gpus all
# docker run -p 127.0.0.1:5080:5080 -v weblab:/store weblab
ARG TORCH_BACKEND=cpu

FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
ARG TORCH_BACKEND
WORKDIR /source
COPY . .
RUN dotnet publish src/WebLab.Server -c Release -o /app \
 && dotnet publish src/WebLab.Training -c Release -p:TorchBackend=$TORCH_BACKEND -o /app/worker

# Ubuntu 24.04 underneath: its libstdc++ is new enough for libtorch.
FROM mcr.microsoft.com/dotnet/aspnet:10.0
COPY --from=build /app /app
RUN mkdir /store && chown app /store
USER app
VOLUME /store
EXPOSE 5080
ENTRYPOINT ["dotnet", "/app/WebLab.Server.dll", "--store", "/store", "--urls", "http://0.0.0.0:5080"]
