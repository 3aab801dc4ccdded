// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/ConfidentialCall.h"

namespace perdura {

namespace {

SecretMask maskOf(const std::vector<SecretUse> &secrets)
{
    std::vector<std::string> values;
    for (const SecretUse &secret : secrets)
        values.push_back(secret.value);
    return SecretMask(values);
}

} // namespace

FailureDetails masked(const SecretMask &mask, FailureDetails failure)
{
    failure.errorType = mask.masked(std::move(failure.errorType));
    failure.errorMessage = mask.masked(std::move(failure.errorMessage));
    failure.properties = mask.masked(std::move(failure.properties));
    if (failure.inner)
        failure.inner = std::make_shared<const FailureDetails>(masked(mask, *failure.inner));
    return failure;
}

void confide(const std::vector<SecretUse> &secrets, ActivityCall &call, ActivityDone &done)
{
    insertSecrets(call.input, secrets);
    call.holdsSecrets = true;
    const auto mask = std::make_shared<const SecretMask>(maskOf(secrets));
    if (auto log = std::move(call.environment.log)) {
        call.environment.log = [mask, log = std::move(log)](const std::string &level,
                                                            const std::string &text) {
            log(level, mask->masked(text));
        };
    }
    if (auto progress = std::move(call.environment.progress)) {
        call.environment.progress = [mask, progress = std::move(progress)](ActivityProgress told) {
            told.text = mask->masked(std::move(told.text));
            progress(std::move(told));
        };
    }
    done = [mask, done = std::move(done)](ActivityResult result) {
        if (result)
            done(mask->masked(*std::move(result)));
        else
            done(tl::unexpected(masked(*mask, std::move(result.error()))));
    };
}

} // namespace perdura
