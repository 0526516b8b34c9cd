//! A client for HTTP/1.1 that costs next to nothing: requests are bytes made beforehand, answers are read as far as needed.

use std::net::SocketAddr;

use anyhow::{Context as _, bail};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// The longest head of an answer.
const LONGEST_HEAD: usize = 64 * 1024;

/// A connection that stays open.
pub struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

/// An answer.
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The head as it came, in small letters up to each colon.
    head: String,
    /// The body, as it came.
    pub body: Vec<u8>,
}

impl Answer {
    /// Every value of a header, named in small letters.
    pub fn headers(&self, name: &str) -> impl Iterator<Item = &str> {
        self.head.lines().filter_map(move |line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name).then_some(value.trim())
        })
    }
}

impl Connection {
    /// Connects.
    pub async fn open(address: SocketAddr) -> anyhow::Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self {
            stream,
            buffer: Vec::with_capacity(64 * 1024),
        })
    }

    /// Sends a request and waits for the whole answer.
    pub async fn exchange(&mut self, request: &[u8]) -> anyhow::Result<Answer> {
        self.stream.write_all(request).await?;
        self.buffer.clear();
        let end = self.read_head().await?;
        let head = String::from_utf8_lossy(self.buffer.get(..end).unwrap_or_default()).into_owned();
        let mut answer = Answer {
            status: head
                .get(9..12)
                .and_then(|digits| digits.parse().ok())
                .context("the answer has no status")?,
            head,
            body: Vec::new(),
        };
        answer.body = self.read_body(end + 4, &answer).await?;
        Ok(answer)
    }

    /// Reads until the empty line; returns where it begins.
    async fn read_head(&mut self) -> anyhow::Result<usize> {
        let mut looked = 0;
        loop {
            let new = self.buffer.get(looked..).unwrap_or_default();
            if let Some(at) = new.windows(4).position(|four| four == b"\r\n\r\n") {
                return Ok(looked + at);
            }
            if self.buffer.len() > LONGEST_HEAD {
                bail!("the answer's head has no end");
            }
            looked = self.buffer.len().saturating_sub(3);
            self.more().await?;
        }
    }

    async fn read_body(&mut self, from: usize, answer: &Answer) -> anyhow::Result<Vec<u8>> {
        if answer
            .headers("transfer-encoding")
            .any(|coding| coding == "chunked")
        {
            while !self.buffer.ends_with(b"0\r\n\r\n") {
                self.more().await?;
            }
            return Ok(self.buffer.get(from..).unwrap_or_default().to_vec());
        }
        let length: usize = match answer.headers("content-length").next() {
            Some(text) => text.parse().context("the answer's length is no number")?,
            None => 0,
        };
        while self.buffer.len() < from + length {
            self.more().await?;
        }
        Ok(self
            .buffer
            .get(from..from + length)
            .unwrap_or_default()
            .to_vec())
    }

    async fn more(&mut self) -> anyhow::Result<()> {
        let read = self.stream.read_buf(&mut self.buffer).await?;
        anyhow::ensure!(read > 0, "the server closed the connection");
        Ok(())
    }
}

/// The bytes of a GET.
pub fn get(authority: &str, path: &str, headers: &[(&str, &str)]) -> Vec<u8> {
    request("GET", authority, path, headers, b"")
}

/// The bytes of a request.
pub fn request(
    method: &str,
    authority: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &[u8],
) -> Vec<u8> {
    let mut lines = vec![format!("{method} {path} HTTP/1.1")];
    if !headers
        .iter()
        .any(|(name, _)| name.eq_ignore_ascii_case("host"))
    {
        lines.push(format!("host: {authority}"));
    }
    lines.extend(
        headers
            .iter()
            .map(|(name, value)| format!("{name}: {value}")),
    );
    if method == "POST" {
        lines.push(format!("content-length: {}", body.len()));
    }
    let mut bytes = lines.join("\r\n").into_bytes();
    bytes.extend_from_slice(b"\r\n\r\n");
    bytes.extend_from_slice(body);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::net::TcpListener;

    #[test]
    fn requests_are_whole() {
        let bytes = request("POST", "a:1", "/x", &[("cookie", "b=c")], b"d=e");
        let text = String::from_utf8(bytes).unwrap();
        let wanted = "POST /x HTTP/1.1\r\nhost: a:1\r\ncookie: b=c\r\ncontent-length: 3\r\n\r\nd=e";
        assert_eq!(text, wanted);
    }

    #[tokio::test]
    async fn answers_are_read_to_their_end_and_no_further() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut asked = [0; 1024];
            for answer in [
                "HTTP/1.1 202 Accepted\r\ncontent-length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nSet-Cookie: a=b; Path=/\r\nContent-Length: 5\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n",
            ] {
                assert!(stream.read(&mut asked).await.unwrap() > 0);
                stream.write_all(answer.as_bytes()).await.unwrap();
            }
        });
        let mut connection = Connection::open(address).await.unwrap();
        let asked = get("a", "/", &[]);
        assert_eq!(connection.exchange(&asked).await.unwrap().status, 202);
        let answer = connection.exchange(&asked).await.unwrap();
        assert_eq!(answer.body, b"hello");
        assert_eq!(answer.headers("set-cookie").next(), Some("a=b; Path=/"));
        let answer = connection.exchange(&asked).await.unwrap();
        assert_eq!(answer.status, 200);
    }
}
