// SPDX-License-Identifier: Apache-2.0
#include "console/keys/ownidentity.h"

#include "console/keys/keychain.h"
#include "console/store/storagethread.h"

#include "shared/store/privatefolder.h"
#include "shared/tls/identityfile.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

Error withChoices(Error error, const ConsolePaths &paths)
{
    if (error.code == ErrorCode::Timeout || error.code == ErrorCode::Unavailable) {
        error.code = ErrorCode::Unavailable;
        error.text = u"the private key is kept in the keychain, and "_s + error.text;
        error.remedy =
            u"unlock or start a keychain (GNOME Keyring, KWallet); or choose --key-storage file (%1, "
            "not encrypted) or --key-storage session (another key after each start)"_s.arg(paths.keyFile);
    }
    return error;
}

std::unexpected<Error> lost(const IdentityWish &wish, const QString &where)
{
    return fail(
        Error{ErrorCode::Conflict,
              u"the private key of %1, which the paired nodes know, is not there"_s.arg(wish.expectedId),
              where,
              {},
              u"bring it back, or choose where it is with --key-storage; if it is lost for good, take "
              "\"identity\" out of the fleet file and pair the nodes again"_s});
}

QCoro::Task<Result<Identity>> fromKeychain(IdentityWish wish, ConsolePaths paths)
{
    const auto kept = co_await readSecret(paths.keyName, wish.keychainDeadline);
    if (kept)
        co_return Identity::fromPem(*kept);
    if (kept.error().code != ErrorCode::NotFound)
        co_return fail(withChoices(kept.error(), paths));
    if (!wish.expectedId.isEmpty())
        co_return lost(wish, u"keychain"_s);
    const auto made = Identity::generate();
    if (!made)
        co_return fail(made.error());
    const auto written = co_await writeSecret(paths.keyName, made->toPem(), wish.keychainDeadline);
    if (!written)
        co_return fail(withChoices(written.error(), paths));
    co_return made;
}

Result<Identity> fromFile(const IdentityWish &wish, const ConsolePaths &paths)
{
    if (!wish.expectedId.isEmpty()) {
        const auto kept = loadIdentity(paths.keyFile);
        if (!kept && kept.error().code == ErrorCode::NotFound)
            return lost(wish, paths.keyFile);
        return kept;
    }
    return ensurePrivateFolder(QFileInfo(paths.keyFile).absolutePath()).and_then([&] {
        return loadOrCreateIdentity(paths.keyFile);
    });
}

QCoro::Task<Result<Identity>> fetch(IdentityWish wish, ConsolePaths paths, StorageThread &thread)
{
    if (wish.storage == KeyStorage::Keychain)
        co_return co_await fromKeychain(wish, paths);
    if (wish.storage == KeyStorage::File)
        co_return co_await thread.run([wish, paths] { return fromFile(wish, paths); });
    co_return Identity::generate();
}

} // namespace

QCoro::Task<Result<Identity>> ownIdentity(IdentityWish wish, ConsolePaths paths, StorageThread &thread)
{
    auto identity = co_await fetch(wish, paths, thread);
    if (!identity || wish.storage == KeyStorage::Session || wish.expectedId.isEmpty())
        co_return identity;
    if (identity->nodeId().toString() != wish.expectedId)
        co_return lost(wish, wish.storage == KeyStorage::File ? paths.keyFile : u"keychain"_s);
    co_return identity;
}

} // namespace muster::console
