"""grpc.testing.TestService on gRPC's C++ core. server.py DESCRIPTOR_SET prints its port."""

import sys
import time
from concurrent import futures

import grpc
from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

FILES = descriptor_pb2.FileDescriptorSet()
with open(sys.argv[1], "rb") as descriptor_set:
    FILES.ParseFromString(descriptor_set.read())
POOL = descriptor_pool.DescriptorPool()
for file in FILES.file:
    POOL.Add(file)
FACTORY = message_factory.MessageFactory(POOL)
INITIAL = "x-grpc-test-echo-initial"
TRAILING = "x-grpc-test-echo-trailing-bin"


def message_class(name):
    return FACTORY.GetPrototype(POOL.FindMessageTypeByName(f"grpc.testing.{name}"))


Empty = message_class("Empty")
Payload = message_class("Payload")
SimpleRequest = message_class("SimpleRequest")
SimpleResponse = message_class("SimpleResponse")
InputRequest = message_class("StreamingInputCallRequest")
InputResponse = message_class("StreamingInputCallResponse")
OutputRequest = message_class("StreamingOutputCallRequest")
OutputResponse = message_class("StreamingOutputCallResponse")


def zeros(size):
    return Payload(body=bytes(size))


def echo_metadata(context):
    for name, value in context.invocation_metadata():
        if name == INITIAL:
            context.send_initial_metadata(((name, value),))
        if name == TRAILING:
            context.set_trailing_metadata(((name, value),))


def end_as_asked(request, context):
    if not request.HasField("response_status"):
        return
    asked = request.response_status
    code = next(code for code in grpc.StatusCode if code.value[0] == asked.code)
    context.abort(code, asked.message)


def compress(context, compressed):
    if compressed:
        context.set_compression(grpc.Compression.Gzip)


def unary(request, context):
    end_as_asked(request, context)
    compress(context, request.response_compressed.value)
    echo_metadata(context)
    return SimpleResponse(payload=zeros(request.response_size))


def streaming_input(requests, _context):
    return InputResponse(aggregated_payload_size=sum(len(request.payload.body) for request in requests))


def answers(request, context):
    for parameters in request.response_parameters:
        time.sleep(parameters.interval_us / 1e6)
        if not parameters.compressed.value:
            context.disable_next_message_compression()
        yield OutputResponse(payload=zeros(parameters.size))


def streaming_output(request, context):
    compress(context, any(one.compressed.value for one in request.response_parameters))
    yield from answers(request, context)


def full_duplex(requests, context):
    echo_metadata(context)
    for request in requests:
        end_as_asked(request, context)
        yield from answers(request, context)


def handler(kind, behaviour, request):
    return kind(
        behaviour,
        request_deserializer=request.FromString,
        response_serializer=lambda message: message.SerializeToString(),
    )


def main():
    server = grpc.server(futures.ThreadPoolExecutor(max_workers=8))
    handlers = {
        "EmptyCall": handler(grpc.unary_unary_rpc_method_handler, lambda _request, _context: Empty(), Empty),
        "UnaryCall": handler(grpc.unary_unary_rpc_method_handler, unary, SimpleRequest),
        "StreamingInputCall": handler(grpc.stream_unary_rpc_method_handler, streaming_input, InputRequest),
        "StreamingOutputCall": handler(grpc.unary_stream_rpc_method_handler, streaming_output, OutputRequest),
        "FullDuplexCall": handler(grpc.stream_stream_rpc_method_handler, full_duplex, OutputRequest),
    }
    server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler("grpc.testing.TestService", handlers),))
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    print(port, flush=True)
    # The test that started this process holds the other end: it is over when the input ends.
    sys.stdin.read()
    server.stop(None)


main()
