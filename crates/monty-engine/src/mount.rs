//! Directories of the host in the sandbox: serves encoded operating system calls and encodes the
//! answers.

use std::str::FromStr;

use monty_fs::{Mount, MountCallOutcome, MountMode, MountTable};
use monty_types::{
    FileMode, MkdirCallArgs, MontyException, MontyObject, MontyPath, OpenCallArgs, OsFunctionCall,
    PathBytesDataArgs, PathStringDataArgs, RenameCallArgs, ScanArgs,
    unstable::{self, MontyNode},
};

use crate::wire::{Encoding, Reader, WireError, Writer, read_object, write_object};

type Result<T> = std::result::Result<T, WireError>;

/// The first byte of an answer.
mod answer {
    /// A value follows.
    pub(super) const VALUE: u8 = 0;
    /// An exception follows: type name, optional message.
    pub(super) const EXCEPTION: u8 = 1;
    /// The call is not for this directory.
    pub(super) const NOT_HANDLED: u8 = 2;
}

/// A mounted directory.
#[derive(Debug)]
pub struct MountedDirectory {
    table: MountTable,
}

impl MountedDirectory {
    /// Mounts `host_path` at `virtual_path`. `mode` is `read-only`, `read-write` or `overlay`;
    /// `write_bytes_limit` bounds the total of bytes written, and `memory_bytes_limit` the bytes held in
    /// memory at once: overlay changes and data in transit.
    ///
    /// # Errors
    /// With a message for the user.
    pub fn open(
        virtual_path: &str,
        host_path: &str,
        mode: &str,
        write_bytes_limit: Option<u64>,
        memory_bytes_limit: Option<u64>,
    ) -> std::result::Result<Self, String> {
        let explain = |error: monty_fs::MountError| {
            let exception = error.into_exception();
            exception
                .message()
                .unwrap_or("the directory cannot be opened")
                .to_owned()
        };
        let mode = MountMode::from_mode_str(mode)?;
        let mut mount =
            Mount::new(virtual_path, host_path, mode, write_bytes_limit).map_err(explain)?;
        if let Some(limit) = memory_bytes_limit {
            mount = mount.with_memory_usage_limit(limit);
        }
        let mut table = MountTable::new();
        table.push_mount(mount).map_err(explain)?;
        Ok(Self { table })
    }

    /// Serves a call: its name, varint count and values, varint count and named values.
    pub fn call(&mut self, message: &[u8], out: &mut Writer) -> Result<()> {
        let Some(call) = read_call(&mut Reader::new(message))? else {
            out.u8(answer::NOT_HANDLED);
            return Ok(());
        };
        let outcome = match self.table.handle_os_call(call) {
            MountCallOutcome::NotHandled(_) => {
                out.u8(answer::NOT_HANDLED);
                return Ok(());
            }
            MountCallOutcome::Handled(outcome) => outcome,
        };
        match outcome {
            Ok(value) => {
                out.u8(answer::VALUE);
                write_object(
                    &value,
                    Encoding {
                        json: false,
                        max_bytes: None,
                    },
                    out,
                )
            }
            Err(error) => {
                out.u8(answer::EXCEPTION);
                write_raised(&error.into_exception(), out);
                Ok(())
            }
        }
    }
}

fn write_raised(exception: &MontyException, out: &mut Writer) {
    out.text(exception.exc_type().into());
    out.optional_text(exception.message());
}

struct Arguments {
    positional: Vec<MontyObject>,
    named: Vec<(String, MontyObject)>,
}

impl Arguments {
    fn read(reader: &mut Reader<'_>) -> Result<Self> {
        let count = reader.count(1)?;
        let positional = (0..count)
            .map(|_| read_object(reader))
            .collect::<Result<_>>()?;
        let count = reader.count(2)?;
        let named = (0..count)
            .map(|_| Ok((reader.text()?.to_owned(), read_object(reader)?)))
            .collect::<Result<_>>()?;
        reader.finish()?;
        Ok(Self { positional, named })
    }

    fn node(&self, index: usize) -> Result<&MontyNode> {
        let value = self
            .positional
            .get(index)
            .ok_or_else(|| invalid("nothing", "argument"))?;
        Ok(unstable::root_node(value))
    }

    fn path(&self, index: usize) -> Result<MontyPath> {
        match self.node(index)? {
            MontyNode::Path(path) | MontyNode::String(path) => Ok(MontyPath::new(path.clone())),
            _ => Err(invalid("a value of another type", "path")),
        }
    }

    fn text(&self, index: usize) -> Result<String> {
        match self.node(index)? {
            MontyNode::String(text) => Ok(text.clone()),
            _ => Err(invalid("a value of another type", "text")),
        }
    }

    fn bytes(&self, index: usize) -> Result<Vec<u8>> {
        match self.node(index)? {
            MontyNode::Bytes(bytes) => Ok(bytes.clone()),
            _ => Err(invalid("a value of another type", "bytes")),
        }
    }

    fn keyword(&self, name: &str) -> Option<&MontyObject> {
        self.named
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value)
    }

    fn flag(&self, name: &str) -> Option<bool> {
        match unstable::root_node(self.keyword(name)?) {
            MontyNode::Bool(value) => Some(*value),
            _ => None,
        }
    }

    fn scan(&self) -> Result<ScanArgs> {
        let max_depth = match self.keyword("max_depth").map(unstable::root_node) {
            Some(MontyNode::Int(depth)) => Some(u32::try_from(*depth).unwrap_or(u32::MAX)),
            _ => None,
        };
        let pattern = self.keyword("pattern").and_then(|value| {
            let (graph, root) = unstable::graph_parts(value);
            let MontyNode::List(parts) = graph.node(root) else {
                return None;
            };
            let texts = parts.iter().filter_map(|id| match graph.node(*id) {
                MontyNode::String(part) => Some(part.clone()),
                _ => None,
            });
            Some(texts.collect())
        });
        Ok(ScanArgs {
            path: self.path(0)?,
            max_depth,
            follow_symlinks: self.flag("follow_symlinks").unwrap_or(false),
            pattern,
            case_sensitive: self.flag("case_sensitive"),
            recurse_symlinks: self.flag("recurse_symlinks").unwrap_or(false),
        })
    }
}

fn invalid(value: &str, kind: &'static str) -> WireError {
    WireError::Invalid(value.to_owned(), kind)
}

/// Decodes a call; `None` when it does not concern files.
fn read_call(reader: &mut Reader<'_>) -> Result<Option<OsFunctionCall>> {
    let name = reader.text()?.to_owned();
    let given = Arguments::read(reader)?;
    Ok(Some(match name.as_str() {
        "Path.exists" => OsFunctionCall::Exists(given.path(0)?),
        "Path.is_file" => OsFunctionCall::IsFile(given.path(0)?),
        "Path.is_dir" => OsFunctionCall::IsDir(given.path(0)?),
        "Path.is_symlink" => OsFunctionCall::IsSymlink(given.path(0)?),
        "Path.read_text" => OsFunctionCall::ReadText(given.path(0)?),
        "Path.read_bytes" => OsFunctionCall::ReadBytes(given.path(0)?),
        "Path.stat" => OsFunctionCall::Stat(given.path(0)?),
        "Path.iterdir" => OsFunctionCall::Iterdir(given.path(0)?),
        "Path.resolve" => OsFunctionCall::Resolve(given.path(0)?),
        "Path.absolute" => OsFunctionCall::Absolute(given.path(0)?),
        "Path.unlink" => OsFunctionCall::Unlink(given.path(0)?),
        "Path.rmdir" => OsFunctionCall::Rmdir(given.path(0)?),
        "Path.scan" => OsFunctionCall::Scan(given.scan()?),
        "Path.write_text" => OsFunctionCall::WriteText(text_data(&given)?),
        "Path.append_text" => OsFunctionCall::AppendText(text_data(&given)?),
        "Path.write_bytes" => OsFunctionCall::WriteBytes(bytes_data(&given)?),
        "Path.append_bytes" => OsFunctionCall::AppendBytes(bytes_data(&given)?),
        "Path.mkdir" => OsFunctionCall::Mkdir(MkdirCallArgs {
            path: given.path(0)?,
            parents: given.flag("parents").unwrap_or(false),
            exist_ok: given.flag("exist_ok").unwrap_or(false),
        }),
        "Path.rename" => OsFunctionCall::Rename(RenameCallArgs {
            src: given.path(0)?,
            dst: given.path(1)?,
        }),
        "open" => {
            let mode = given.text(1)?;
            let mode =
                FileMode::from_str(&mode).map_err(|_| WireError::Invalid(mode, "file mode"))?;
            OsFunctionCall::Open(OpenCallArgs {
                path: given.path(0)?,
                mode,
            })
        }
        _ => return Ok(None),
    }))
}

fn text_data(given: &Arguments) -> Result<PathStringDataArgs> {
    Ok(PathStringDataArgs {
        path: given.path(0)?,
        data: given.text(1)?,
    })
}

fn bytes_data(given: &Arguments) -> Result<PathBytesDataArgs> {
    Ok(PathBytesDataArgs {
        path: given.path(0)?,
        data: given.bytes(1)?,
    })
}
