"""A certificate authority of our own, and TLS in front of a server that speaks plain HTTP, as a reverse proxy has it."""

import datetime
import pathlib
import socket
import ssl
import threading

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID


class Authority:
    """Signs certificates for this machine's names; nobody trusts it who was not told to."""

    def __init__(self, folder: pathlib.Path) -> None:
        self.folder = folder
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "musette interop tests")])
        constraints = x509.BasicConstraints(ca=True, path_length=0)
        certificate = self._builder(self.name, self.key).add_extension(constraints, critical=True)
        self.file = folder / "authority.pem"
        self.file.write_bytes(certificate.sign(self.key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))

    def _builder(self, subject: x509.Name, key: ec.EllipticCurvePrivateKey) -> x509.CertificateBuilder:
        now = datetime.datetime.now(datetime.timezone.utc)
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self.name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - datetime.timedelta(hours=1))
            .not_valid_after(now + datetime.timedelta(days=1))
        )

    def certificate(self, name: str) -> dict[str, str]:
        """Makes a key and a certificate for a name; returns the files."""
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        certificate = (
            self._builder(subject, key)
            .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
            .sign(self.key, hashes.SHA256())
        )
        key_file, certificate_file = self.folder / f"{name}.key", self.folder / f"{name}.pem"
        key_file.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )
        certificate_file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
        return {"key": str(key_file), "certificate": str(certificate_file)}


class Terminator:
    """Takes TLS on one port and passes the bytes on to another."""

    def __init__(self, port: int, behind: int, files: dict[str, str]) -> None:
        self.behind = behind
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(files["certificate"], files["key"])
        self.listening = socket.create_server(("127.0.0.1", port))
        threading.Thread(target=self._take, daemon=True).start()

    def _take(self) -> None:
        while True:
            try:
                outside, _ = self.listening.accept()
            except OSError:
                return  # stopped
            threading.Thread(target=self._pass_on, args=(outside,), daemon=True).start()

    def _pass_on(self, outside: socket.socket) -> None:
        try:
            outside = self.context.wrap_socket(outside, server_side=True)
            inside = socket.create_connection(("127.0.0.1", self.behind))
        except OSError:
            outside.close()
            return
        back = threading.Thread(target=self._copy, args=(inside, outside), daemon=True)
        back.start()
        self._copy(outside, inside)
        back.join()
        outside.close()
        inside.close()

    @staticmethod
    def _copy(come: socket.socket, go: socket.socket) -> None:
        try:
            while part := come.recv(64 * 1024):
                go.sendall(part)
            go.shutdown(socket.SHUT_WR)
        except OSError:
            pass  # one of the two hung up

    def stop(self) -> None:
        """Takes no more connections."""
        self.listening.close()
