// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/secrets/SealedFile.h"

#include <sodium.h>

namespace perdura {

namespace {

// What lies in front of the sealed bytes: magic, mark of the key, nonce.
const QByteArray magic = QByteArrayLiteral("perdura-sealed-1\n");
constexpr qsizetype markSize = crypto_generichash_BYTES_MIN;
constexpr qsizetype nonceSize = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr qsizetype sealSize = crypto_aead_xchacha20poly1305_ietf_ABYTES;

const unsigned char *bytesOf(const QByteArray &bytes)
{
    return reinterpret_cast<const unsigned char *>(bytes.constData());
}

unsigned char *bytesOf(QByteArray &bytes)
{
    return reinterpret_cast<unsigned char *>(bytes.data());
}

bool isReady()
{
    // Once, whichever thread comes first; sodium_init() itself may be called again and again.
    static const bool ready = sodium_init() >= 0;
    return ready;
}

/// Tells keys apart without telling anything of them.
QByteArray markOf(const QByteArray &key)
{
    QByteArray mark(markSize, Qt::Uninitialized);
    crypto_generichash(bytesOf(mark), std::size_t(markSize), bytesOf(magic), std::size_t(magic.size()),
                       bytesOf(key), std::size_t(key.size()));
    return mark;
}

} // namespace

QByteArray newSealKey()
{
    Q_ASSERT(isReady());
    QByteArray key(crypto_aead_xchacha20poly1305_ietf_KEYBYTES, Qt::Uninitialized);
    if (isReady())
        randombytes_buf(key.data(), std::size_t(key.size()));
    return key;
}

bool isSealKey(const QByteArray &key)
{
    return key.size() == crypto_aead_xchacha20poly1305_ietf_KEYBYTES;
}

QByteArray seal(const QByteArray &content, const QByteArray &key, const QByteArray &purpose)
{
    Q_ASSERT(isSealKey(key) && isReady());
    QByteArray nonce(nonceSize, Qt::Uninitialized);
    randombytes_buf(nonce.data(), std::size_t(nonce.size()));
    const QByteArray head = magic + markOf(key) + nonce;
    const QByteArray bound = head + purpose;
    QByteArray sealed(content.size() + sealSize, Qt::Uninitialized);
    crypto_aead_xchacha20poly1305_ietf_encrypt(
        bytesOf(sealed), nullptr, bytesOf(content), static_cast<unsigned long long>(content.size()),
        bytesOf(bound), static_cast<unsigned long long>(bound.size()), nullptr, bytesOf(nonce), bytesOf(key));
    return head + sealed;
}

tl::expected<QByteArray, SealFault> unseal(const QByteArray &sealed, const QByteArray &key,
                                           const QByteArray &purpose)
{
    Q_ASSERT(isSealKey(key) && isReady());
    if (!sealed.startsWith(magic))
        return tl::unexpected(magic.startsWith(sealed) ? SealFault::Damaged : SealFault::NotSealed);
    const qsizetype headSize = magic.size() + markSize + nonceSize;
    if (sealed.size() < headSize + sealSize)
        return tl::unexpected(SealFault::Damaged);
    if (sealed.mid(magic.size(), markSize) != markOf(key))
        return tl::unexpected(SealFault::OtherKey);
    const QByteArray nonce = sealed.mid(magic.size() + markSize, nonceSize);
    const QByteArray bound = sealed.first(headSize) + purpose;
    const QByteArray body = sealed.mid(headSize);
    QByteArray content(body.size() - sealSize, Qt::Uninitialized);
    const int opened = crypto_aead_xchacha20poly1305_ietf_decrypt(
        bytesOf(content), nullptr, nullptr, bytesOf(body), static_cast<unsigned long long>(body.size()),
        bytesOf(bound), static_cast<unsigned long long>(bound.size()), bytesOf(nonce), bytesOf(key));
    if (opened != 0)
        return tl::unexpected(SealFault::Damaged);
    return content;
}

} // namespace perdura
