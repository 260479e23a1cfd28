"""A gRPC server of another make: C++ core and C++ protobuf under Python. server.py DESCRIPTOR_SET prints its port."""

import sys
from concurrent import futures

import grpc
from google.protobuf import descriptor_pb2, descriptor_pool, json_format, message_factory

FILES = descriptor_pb2.FileDescriptorSet()
with open(sys.argv[1], "rb") as descriptor_set:
    FILES.ParseFromString(descriptor_set.read())
POOL = descriptor_pool.DescriptorPool()
for file in FILES.file:
    POOL.Add(file)
FACTORY = message_factory.MessageFactory(POOL)
PACKAGE = "byteglass.mirror.v1"


def message_class(name):
    return FACTORY.GetPrototype(POOL.FindMessageTypeByName(name))


# Extensions are known to a class only once their file is.
FACTORY.GetMessages([file.name for file in FILES.file])

CountAnswer = message_class(f"{PACKAGE}.CountAnswer")
MetadataAnswer = message_class(f"{PACKAGE}.MetadataAnswer")
Reflection = message_class(f"{PACKAGE}.Reflection")
Status = message_class("google.rpc.Status")


def reflect(request, _context):
    text = json_format.MessageToJson(request, descriptor_pool=POOL)
    return Reflection(json=text, again=request.SerializeToString(deterministic=True))


def count(request, _context):
    for number in range(request.count):
        yield CountAnswer(number=number)


def total(requests, _context):
    return CountAnswer(number=sum(request.number for request in requests))


def double(requests, _context):
    for request in requests:
        yield CountAnswer(number=2 * request.number)


def fail(request, context):
    status = Status(code=request.code, message=request.message)
    status.details.add().CopyFrom(request.detail)
    context.set_trailing_metadata((
        ("grpc-status-details-bin", status.SerializeToString()),
        ("x-twice", "first"),
        ("x-twice", "second"),
        ("x-raw-bin", bytes(range(256))),
    ))
    code = next(code for code in grpc.StatusCode if code.value[0] == request.code)
    context.abort(code, request.message)


def metadata(request, context):
    context.send_initial_metadata((("x-early-bin", b"\x00\xff"), ("x-early", "yes")))
    # Compressed although nobody asked for it.
    context.set_compression(grpc.Compression.Gzip)
    answer = MetadataAnswer()
    for name, value in context.invocation_metadata():
        answer.entries.add(name=name, value=value if isinstance(value, bytes) else value.encode())
    for _ in range(request.count):
        answer.entries.add(name="filler", value=b"\x00" * 1000)
    return answer


BEHAVIOURS = {
    "Reflect": reflect,
    "Echo": lambda request, _context: request,
    "ReflectLegacy": reflect,
    "Count": count,
    "Sum": total,
    "Double": double,
    "Fail": fail,
    "Metadata": metadata,
}


def handler_of(method):
    request = FACTORY.GetPrototype(method.input_type)
    arity = {
        (False, False): grpc.unary_unary_rpc_method_handler,
        (False, True): grpc.unary_stream_rpc_method_handler,
        (True, False): grpc.stream_unary_rpc_method_handler,
        (True, True): grpc.stream_stream_rpc_method_handler,
    }
    proto = descriptor_pb2.MethodDescriptorProto()
    method.CopyToProto(proto)
    return arity[proto.client_streaming, proto.server_streaming](
        BEHAVIOURS[method.name],
        request_deserializer=request.FromString,
        response_serializer=lambda message: message.SerializeToString(),
    )


def main():
    server = grpc.server(futures.ThreadPoolExecutor(max_workers=4))
    service = POOL.FindServiceByName(f"{PACKAGE}.Mirror")
    handlers = {method.name: handler_of(method) for method in service.methods}
    server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler(service.full_name, handlers),))
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    print(port, flush=True)
    # The test that started this process holds the other end: it is over when the input ends.
    sys.stdin.read()
    server.stop(None)


main()
